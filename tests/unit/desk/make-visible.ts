import type { VisibleObservation } from '../../../shared/observation/visible-observation.ts'

let made = 0

/** A lamp that is out in Aalborg Øst, received an evening ago, as an official sees it. */
export function makeVisible(changes: Partial<VisibleObservation> = {}): VisibleObservation {
  made += 1
  const serial = String(made).padStart(12, '0')
  return {
    id: `0190a000-0000-7000-8000-${serial}`,
    walkId: '0190a000-0000-7000-8000-00000000aaaa',
    number: 1000 + made,
    category: 'lys.slukket',
    position: { longitude: 9.97655, latitude: 57.02812, accuracyMetres: 8, source: 'gps' },
    place: 'Gangtunnel Humlebakken, nord',
    text: '3 af 4 lamper i tunnellen er ude',
    severity: 2,
    feeling: 2,
    ownerType: 'municipality',
    status: 'received',
    partyIds: [],
    dueOn: null,
    answer: null,
    photos: [],
    comments: [],
    suggestions: [],
    officialFields: [],
    isWithdrawn: false,
    wantsWithdrawal: false,
    isLate: false,
    authorName: 'Anna',
    capturedAt: '2026-10-29T18:42:05.120Z',
    receivedAt: '2026-10-29T18:43:00.000Z',
    updatedAt: '2026-10-29T18:43:00.000Z',
    isOwn: false,
    isRestricted: false,
    ...changes,
  }
}
