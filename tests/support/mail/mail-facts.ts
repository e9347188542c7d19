import type { MunicipalityProfile } from '../../../shared/municipality/municipality.ts'

export const mailMunicipality: MunicipalityProfile = {
  id: '0198a000-0000-7000-8000-000000000001',
  name: 'Aalborg',
  timeZone: 'Europe/Copenhagen',
  bounds: [9.4, 56.8, 10.6, 57.3],
  parties: [],
  privacy: { controller: 'Aalborg Kommune', contact: 'tryg@example.dk', retentionMonths: 24 },
  emergency: { lifeAtRisk: '112', police: '114' },
}

const id = '0198a000-0000-7000-8000-000000000002'

/** What each kind of message would read, with somebody's words wherever words can be. */
export const mailFacts = (words: string): Record<string, unknown> => ({
  'wish-receipt': null,
  'wish-answer': { state: 'declined', reason: words, walk: null },
  invitation: {
    ...{ id, title: words, startsAt: '2027-04-10T17:00:00.000Z', meetingPlace: words },
    ...{ purpose: words, code: 'ABC234' },
  },
  question: { id, category: 'lys.slukket', question: words },
  answer: { id, number: 12, category: 'lys.slukket', answer: words },
  'report-ready': { walkId: id, title: words, startsAt: null, isFirst: true, isForDesk: true },
  feedback: {
    ...{ title: words, startsAt: null, months: 3 },
    page: { address: `https://lygte.example.dk/status/${'s'.repeat(43)}`, isOnPhone: false },
  },
  overdue: {
    today: '2027-03-10',
    findings: [{ number: '12', category: 'lys.slukket', dueOn: '2027-03-01' }],
  },
  'address-given': null,
})
