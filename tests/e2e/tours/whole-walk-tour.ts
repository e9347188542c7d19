import { TourGuide, type Tour } from './tour-guide.ts'
import { tourLeading } from './leader-tour.ts'
import {
  tourOnThisPhone,
  tourPages,
  tourReady,
  tourReceived,
  tourRefused,
} from './walk-tour-after.ts'
import {
  tourBehaviour,
  tourDetails,
  tourDraft,
  tourJoining,
  tourTopics,
  type Photo,
} from './walk-tour.ts'

/** Every screen of the walk app, from the first start to the list of what is ready offline. */
export async function goThroughWalkApp(tour: Tour, photo: Photo): Promise<void> {
  const guide = new TourGuide(tour, 'walk')
  await tourJoining(guide)
  await tourTopics(guide)
  await tourDetails(guide, photo)
  await tourDraft(guide)
  await tourOnThisPhone(guide)
  await tourBehaviour(guide)
  await tourReceived(guide)
  await tourRefused(guide)
  await tourPages(guide)
  await tourReady(new TourGuide(tour, 'ready'))
  await tourLeading(guide)
}
