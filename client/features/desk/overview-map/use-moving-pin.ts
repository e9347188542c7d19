import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Position } from '../../../../shared/geo.ts'
import type { MovablePin } from '../../../map/map-content.ts'
import { draftKey, useDraftsStore } from '../decisions/drafts-store.ts'

/** The pin of the observation that is being corrected, while its form lets it be moved on the map. */
export function useMovingPin() {
  const { t } = useI18n()
  const drafts = useDraftsStore()
  const id = computed(() => drafts.movingId)
  const draft = computed(() =>
    drafts.movingId === null ? undefined : drafts.edits.get(draftKey(drafts.movingId, 'edit')),
  )
  const pin = computed<MovablePin | null>(() =>
    draft.value
      ? {
          longitude: draft.value.values.position.longitude,
          latitude: draft.value.values.position.latitude,
          category: draft.value.values.category,
          label: t('desk.map.movable'),
        }
      : null,
  )

  function moveTo(place: Position) {
    if (draft.value) draft.value.values.position = { ...place, source: 'map' }
  }

  return { id, pin, moveTo }
}
