import type { Language } from '../text/language.ts'
import type { ReportFacts } from './facts/report-facts.ts'
import { actionsPart, effortsPart, followUpPart } from './parts/action-parts.ts'
import { findingsPart, goodPlacesPart } from './parts/finding-parts.ts'
import { elsewherePart, refusedPart, solvedPart } from './parts/outcome-parts.ts'
import type { PartContext } from './parts/part-context.ts'
import { summaryPart } from './parts/summary-part.ts'
import { aboutPart, frontPart, methodPart, peoplePart, purposePart } from './parts/walk-parts.ts'
import {
  reportParts,
  type Block,
  type ReportDocument,
  type ReportPartName,
} from './report-document.ts'
import { reportLanguage } from './words/report-language.ts'

interface ReportOptions {
  language: Language
  version: number
  /** The facts of the version before; null in the first one. */
  previous: ReportFacts | null
}

const writers: Record<ReportPartName, (context: PartContext) => Block[]> = {
  front: frontPart,
  people: peoplePart,
  purpose: purposePart,
  summary: summaryPart,
  findings: findingsPart,
  'good-places': goodPlacesPart,
  solved: solvedPart,
  elsewhere: elsewherePart,
  refused: refusedPart,
  actions: actionsPart,
  'follow-up': followUpPart,
  efforts: effortsPart,
  method: methodPart,
  about: aboutPart,
}

/** Puts the facts of a walk into words: all parts of domain.md §11, in order. A part without content says so. */
export function buildReport(facts: ReportFacts, options: ReportOptions): ReportDocument {
  const { language, version, previous } = options
  const own = reportLanguage(language, facts.municipality.timeZone)
  const context: PartContext = { ...own, facts, version, previous }
  const { words, formats } = own
  return {
    language,
    title: facts.walk.title,
    subtitle: subtitleOf(context),
    author: facts.municipality.name,
    version: words.version(version, formats.date(facts.approvedAt)),
    parts: reportParts.map((name) => ({
      name,
      title: words.parts[name],
      blocks: writers[name](context),
    })),
  }
}

function subtitleOf({ facts, words, formats }: PartContext): string {
  const { startsAt, weather, host } = facts.walk
  return [
    words.kind,
    startsAt && formats.dateTime(startsAt),
    facts.light && words.lights[facts.light],
    weather && words.weathers[weather],
    host,
  ]
    .filter(Boolean)
    .join(' · ')
}
