import { otherRoutes } from '../../../../../shared/contract/api-contract.ts'
import type { PhotoVariant } from '../../../../../shared/observation/photo.ts'

/** The address of a photo for an image element; the session's cookie decides about access. */
export const photoAddress = (photoId: string, variant: PhotoVariant): string =>
  otherRoutes.photoRead.path.replace(':id', photoId).replace(':variant', variant)
