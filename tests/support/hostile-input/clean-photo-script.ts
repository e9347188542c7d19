import { cleanPhoto } from '../../../server/store/photos/photo-images.ts'

/**
 * Cleans the photo at a path in a process of its own, because memory that a codec takes shows in no heap. Prints one line of JSON: see
 * `cleanAlone`.
 */
const [path = ''] = process.argv.slice(2)
const before = process.resourceUsage().maxRSS
const outcome = await cleanPhoto(path).then(
  ({ large, thumbnail }) => ({
    large: Buffer.from(large).toString('base64'),
    thumbnail: Buffer.from(thumbnail).toString('base64'),
  }),
  (error: Error) => ({ refusal: String((error.cause as Error).message) }),
)
const megabytes = Math.round((process.resourceUsage().maxRSS - before) / 1024)
console.log(JSON.stringify({ ...outcome, megabytes }))
