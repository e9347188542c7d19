import Type from 'typebox'
import { photoVariants } from '../observation/photo.ts'
import type { PublicationDraft } from '../publication/publication-draft.ts'
import { IdParams } from './contract-parts.ts'

/** For those who publish a walk. */
export const publicationContract = {
  readPublication: {
    method: 'GET',
    path: '/api/walks/:id/publication',
    access: 'member',
    params: IdParams,
    response: { 200: Type.Unsafe<PublicationDraft>(Type.Unknown()) },
  },
} as const

/** What everybody may read of a published walk: 410 after it was withdrawn, 404 for what never was. And the page as it would be. */
export const publicRoutes = {
  publicationPreview: {
    method: 'GET',
    path: '/api/walks/:id/publication/preview.html',
    access: 'member',
  },
  publicWalk: { method: 'GET', path: '/vandringer/:id', access: 'public' },
  publicMap: { method: 'GET', path: '/vandringer/:id/kort', access: 'public' },
  publicPhoto: {
    method: 'GET',
    path: '/vandringer/:id/billeder/:photoId/:variant',
    access: 'public',
    variants: photoVariants,
  },
  publicFeed: { method: 'GET', path: '/vandringer/:id/feed.atom', access: 'public' },
  publicFeedOfAll: {
    method: 'GET',
    path: '/vandringer/kommune/:id/feed.atom',
    access: 'public',
  },
} as const
