import { useI18n } from 'vue-i18n'
import { offlineDa } from '../../ui/messages/da/offline.ts'
import { offlineEn } from '../../ui/messages/en/offline.ts'
import { useFormats } from '../../ui/formats/use-formats.ts'
import { isMapToFetch, type ReadyFacts, type ReadyLine } from './readiness.ts'

/** Words of the check list, from its own message files: they are loaded with this page and not at every start. */
export function useReadyWords() {
  const { t } = useI18n({ useScope: 'local', messages: { da: offlineDa, en: offlineEn } })
  const formats = useFormats()

  const named = (facts: ReadyFacts) => {
    const { map, estimate } = facts
    const free = estimate ? estimate.quotaBytes - estimate.usedBytes : 0
    return {
      free: formats.value.bytes(Math.max(0, free)),
      size: formats.value.bytes(map.kind === 'none' ? 0 : map.savedBytes),
      percent: formats.value.percent(shareOf(facts)),
    }
  }

  function lineText(line: ReadyLine, facts: ReadyFacts): string {
    const isUnknown = line.name === 'room' && line.words === 'there' && !facts.estimate
    return t(`${line.name}.${isUnknown ? 'thereUnknown' : line.words}`, named(facts))
  }

  const lineAdvice = (line: ReadyLine): string =>
    line.mark === 'ok' ? '' : t(`${line.name}.${line.words}Do`)

  /** The text of the button, with the size before anything is fetched. */
  const prepareText = (facts: ReadyFacts): string => {
    const { map, size } = facts
    if (!isMapToFetch(facts)) return t('prepare')
    if (map.kind === 'partial') return t('prepareRest')
    return typeof size === 'string'
      ? t('prepare')
      : t('prepareWithMap', { size: formats.value.bytes(size.bytes) })
  }

  const bytes = (count: number): string => formats.value.bytes(count)
  return { t, bytes, lineText, lineAdvice, prepareText }
}

/** How much of the map has been fetched, or how much of the walk it covers; never rounded up to all of it. */
function shareOf({ map, size }: ReadyFacts): number {
  const share =
    map.kind === 'partial'
      ? map.savedTiles / map.tiles
      : map.kind === 'ready'
        ? map.coverage
        : typeof size === 'string'
          ? 0
          : size.coverage
  return Math.floor(share * 100) / 100
}
