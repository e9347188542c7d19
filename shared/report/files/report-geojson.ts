import type { Language } from '../../text/language.ts'
import type { ReportFacts } from '../facts/report-facts.ts'
import { answerOf } from '../parts/status-words.ts'
import { reportLanguage } from '../words/report-language.ts'

/** The findings as features (RFC 7946): WGS84, longitude before latitude. Codes stay beside the words, for machines. */
export function reportGeoJson(facts: ReportFacts, language: Language) {
  const own = reportLanguage(language, facts.municipality.timeZone)
  const features = facts.findings.map((one) => ({
    type: 'Feature',
    id: one.id,
    geometry: { type: 'Point', coordinates: [one.longitude, one.latitude] },
    properties: {
      ...{ number: one.number, stop: one.stop === 0 ? null : one.stop, place: one.place },
      ...{ category: one.category, categoryName: own.category(one.category), text: one.text },
      ...{ severity: one.severity, parties: one.parties, dueOn: one.dueOn },
      ...{ status: one.status, statusName: own.words.status[one.status] },
      answer: answerOf(one, own),
    },
  }))
  return { type: 'FeatureCollection', features }
}
