import type { Uuid } from '../../../../shared/identifiers.ts'
import { refuse, succeed, type Outcome } from '../../../../shared/problem.ts'
import { visibleWalk } from '../../../../shared/walk/gathering/gathering.ts'
import type { JoinedWalk } from '../../../../shared/walk/walk.ts'
import type { Dependencies } from '../../../dependencies.ts'
import type { Joined } from '../../../store/walks/membership-store.ts'
import { readMunicipality } from '../../../store/walks/municipality-store.ts'
import { readWalk } from '../../../store/walks/walk-store.ts'

interface Part {
  municipalityId: Uuid
  walkId: Uuid
  /** The phone's own number. */
  clientId: Uuid
  joined: Joined
}

/** Returns everything that a phone needs to start offline in a walk in which its person has a part. */
export async function joinedWalk(
  { store }: Pick<Dependencies, 'store'>,
  { municipalityId, walkId, clientId, joined }: Part,
): Promise<Outcome<JoinedWalk>> {
  const [walk, municipality] = await Promise.all([
    readWalk(store.db, { municipalityId, walkId }),
    readMunicipality(store.db, municipalityId),
  ])
  if (!walk) return refuse('unknown-walk-code')
  const seen = visibleWalk(walk, { kind: 'device', clientId, role: joined.role })
  return succeed({ walk: seen, clientId, municipality, ...joined })
}
