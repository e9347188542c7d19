import type { Store } from '../../../server/store/database/database.ts'
import { linkHashOf } from '../../../server/store/wishes/wish-store.ts'
import { saveStatusLink } from '../../../server/store/status-links/status-link-store.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { TestMunicipality } from '../../support/fixtures/people.ts'
import { newSecret } from '../../support/requests/ask-for-walk.ts'

/** Walks of which somebody opens the page. */
const mostLinks = 30

/** Addresses of status pages of walks, taken evenly from all, whose person has found every tenth thing there. */
export async function statusAddresses(
  store: Store,
  { id: municipalityId, phones }: TestMunicipality,
  walkIds: readonly Uuid[],
): Promise<string[]> {
  const { clientId } = phones.anna
  const step = Math.max(1, Math.floor(walkIds.length / mostLinks))
  const chosen = walkIds.filter((_, index) => index % step === 0).slice(0, mostLinks)
  const addresses: string[] = []
  for (const walkId of chosen) {
    await store.pool.query(
      `insert into walk_members (municipality_id, walk_id, client_id, role) values ($1, $2, $3, 'walker')`,
      [municipalityId, walkId, clientId],
    )
    await store.pool.query(
      `update observations set author_client_id = $3::uuid,
         body = jsonb_set(body, '{authorClientId}', to_jsonb($3::uuid::text))
       where municipality_id = $1 and walk_id = $2 and number % 10 = 0`,
      [municipalityId, walkId, clientId],
    )
    const secret = newSecret()
    const link = { linkHash: linkHashOf(secret), phoneId: null, now: new Date() }
    await store.db.transaction().execute((tx) =>
      saveStatusLink(tx, {
        ...{ municipalityId, walkId, clientId, ...link, replacesOthers: false },
      }),
    )
    addresses.push(`/status/${secret}`)
  }
  return addresses
}
