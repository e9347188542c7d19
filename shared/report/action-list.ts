import type { ReportFacts } from './facts/report-facts.ts'
import { photosOf } from './parts/finding-parts.ts'
import { partyTable, waitsForParty } from './parts/action-parts.ts'
import type { ReportDocument } from './report-document.ts'
import { reportLanguage } from './words/report-language.ts'
import type { Language } from '../text/language.ts'

interface ActionListOptions {
  language: Language
  version: number
  /** Name of the party, as the report has it. */
  party: string
}

/** Returns the names of the parties that still have something to do, in the order of the report. */
export function partiesToAct(facts: ReportFacts, language: Language): string[] {
  const { formats } = reportLanguage(language, facts.municipality.timeZone)
  const names = facts.findings.filter(waitsForParty).flatMap(({ parties }) => parties)
  return [...new Set(names)].sort(formats.compare)
}

/** Returns what one party has to do, with people's words and photos, as a document of its own; null when it has nothing to do. */
export function buildActionList(
  facts: ReportFacts,
  { language, version, party }: ActionListOptions,
): ReportDocument | null {
  const own = reportLanguage(language, facts.municipality.timeZone)
  const context = { ...own, facts, version, previous: null }
  const findings = facts.findings.filter((one) => waitsForParty(one) && one.parties.includes(party))
  if (findings.length === 0) return null
  const { words, formats } = own
  return {
    language,
    title: words.captions.actions(party),
    subtitle: facts.walk.title,
    author: facts.municipality.name,
    version: words.version(version, formats.date(facts.approvedAt)),
    parts: [
      {
        name: 'actions',
        title: words.parts.actions,
        blocks: [
          partyTable(party, findings, context),
          ...findings.flatMap((one) => photosOf(one, context)),
        ],
      },
    ],
  }
}
