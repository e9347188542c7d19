import { inject, onMounted, shallowRef } from 'vue'
import { centreOf } from '../../../shared/geo.ts'
import type { Walk } from '../../../shared/walk/walk.ts'
import { useFormats } from '../../ui/formats/use-formats.ts'
import { walkServicesKey, type WalkServices } from '../../sync/services/walk-services.ts'
import type { AskDraft } from './ask-draft.ts'
import { useAskWords } from './use-ask-words.ts'

/**
 * A wish for a walk that this phone has been on: its place and its host are filled in, and its plan goes along. What somebody has
 * written already stays as it is.
 */
export function useSameAgain(draft: AskDraft, walkId: () => string) {
  const { walks } = inject(walkServicesKey) as WalkServices
  const { t } = useAskWords()
  const formats = useFormats()
  const before = shallowRef<Walk>()

  function fillIn(walk: Walk): void {
    const { place, why, asker } = draft.fields
    draft.sameAs.value = walk.id
    place.value ||= walk.title
    asker.value ||= walk.host ?? ''
    const date = walk.startsAt === null ? '' : formats.value.fullDate(walk.startsAt)
    why.value ||= walk.purpose ?? t('asking.sameWhy', { date })
    draft.point.value ??= centreOf(walk.area)
  }

  onMounted(async () => {
    const asked = walkId()
    const id = asked || draft.sameAs.value
    if (id === '') return
    const { joined } = await walks.read()
    before.value = joined.find(({ walk }) => walk.id === id)?.walk
    if (before.value && asked) fillIn(before.value)
  })

  function forget(): void {
    draft.sameAs.value = ''
    before.value = undefined
  }
  return { before, forget }
}
