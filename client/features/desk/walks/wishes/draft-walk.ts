import type { BoundingBox } from '../../../../../shared/geo.ts'
import type { WalkArgs } from '../../../../../shared/walk/mutation-schemas.ts'
import type { VisibleWish } from '../../../../../shared/wish/wish.ts'
import { areaAround } from '../../../../../shared/walk/plan/plan-area.ts'

interface DraftOptions {
  walkId: string
  bounds: BoundingBox
  /** For a wish whose place is on the map only. */
  title: string
}

/**
 * The draft of a walk that a wish becomes: its place as name and area. Everything else that was asked is left out, because everybody on the
 * walk reads the plan, and because erasing a wish does not reach it; the coordinator writes the purpose. Without a place on the map the area is the municipality, until stops are set.
 */
export const draftOf = (
  { place, point }: VisibleWish,
  { walkId, bounds, title }: DraftOptions,
): WalkArgs<'walk.create@1'> => ({
  walkId,
  title: place || title,
  startsAt: null,
  endsAt: null,
  meetingPlace: null,
  area: [...areaAround(point ? [[point.longitude, point.latitude]] : [], bounds)],
  route: [],
  stops: [],
  phase: 'planned',
})
