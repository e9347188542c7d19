import { otherRoutes } from '../../../../../shared/contract/api-contract.ts'
import type { PhotoVariant } from '../../../../../shared/observation/photo.ts'

/** Where an image element finds a photo; the session's cookie decides whether it may. */
export const photoAddress = (photoId: string, variant: PhotoVariant): string =>
  otherRoutes.photoRead.path.replace(':id', photoId).replace(':variant', variant)
