import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { isInsideBox } from '../../../../shared/geo.ts'
import type { GeolocationState } from '../../../map/position/use-geolocation.ts'
import { ageWords } from '../../../ui/formats/age-words.ts'
import { useFormats } from '../../../ui/formats/use-formats.ts'
import { useCaptureStore } from '../store/capture-store.ts'
import type { MapFrame } from './map-frame.ts'
import type { PlaceQuestion } from './place-rules.ts'

/** Words about the pin's place: the open question with its reason, and where the pin is when that is somewhere else. */
export function usePlaceWords(frame: () => MapFrame, ownState: () => GeolocationState) {
  const { t } = useI18n()
  const formats = useFormats()
  const store = useCaptureStore()

  const textOf: Record<PlaceQuestion, () => string> = {
    missing: () => [reason(ownState()), t('details.needsPlace')].filter(Boolean).join(' '),
    finding: () => t('position.searching'),
    coarse: () => t('details.coarse'),
    stale: () => t('details.stale', { n: age() }),
    unsure: () => t('details.unsure', { n: metres() }),
  }
  const reason = (state: GeolocationState) => (state === 'known' ? '' : t(`position.${state}`))
  const metres = () => formats.value.number(store.draft?.position?.accuracyMetres ?? 0)
  const age = () => ageWords(t, store.staleMs ?? 0)

  const titleOf = (question: PlaceQuestion): string => {
    if (question === 'stale') return t('details.staleTitle')
    if (question === 'unsure') return t('details.unsureTitle')
    return question === 'finding' ? '' : t('place.title')
  }

  /** Empty where the person cannot confirm the place. */
  const confirmOf = (question: PlaceQuestion): string => {
    if (question === 'stale') return t('details.stillHere')
    return question === 'unsure' ? t('details.placeIsRight') : ''
  }

  const outside = computed(() => {
    const position = store.draft?.position
    if (!position || position.source === 'address') return ''
    const { bounds, municipality, area } = frame()
    if (!isInsideBox(position, bounds)) return t('place.outsideTown', { name: municipality })
    return isInsideBox(position, area) ? '' : t('place.outsideWalk')
  })

  return { titleOf, confirmOf, textOf: (question: PlaceQuestion) => textOf[question](), outside }
}
