import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import type { StoreProcess } from '../../support/databases/spawn-store.ts'
import { query, useStoreFolder } from '../../support/databases/store-folder.ts'

const folder = useStoreFolder()
const rounds = 3

interface WriteLoad {
  acknowledged: number[]
  /** Waits until this many more writes were acknowledged. */
  more(count: number): Promise<void>
  stop(): Promise<void>
}

/** Four sessions insert numbers as fast as they can, from `first` on; each ends with its first error. */
function writeLoad(address: DatabaseAddress, first: number): WriteLoad {
  const store = openDatabase({ ...address, poolSize: 4 })
  const acknowledged: number[] = []
  let next = first
  let isOver = false
  const write = async (): Promise<void> => {
    while (!isOver) {
      const mine = (next += 1)
      await store.pool.query('insert into kept values ($1)', [mine])
      acknowledged.push(mine)
    }
  }
  const writers = [1, 2, 3, 4].map(() => write().catch(() => undefined))
  const more = async (count: number) => {
    const wanted = acknowledged.length + count
    while (acknowledged.length < wanted) await pause(5)
  }
  const stop = async () => {
    isOver = true
    await Promise.all(writers)
    await store.close()
  }
  return { acknowledged, more, stop }
}

type Victim = 'database' | 'server'

it.each<[property: string, victims: Victim[]]>([
  ['M1', ['database']],
  ['M1', ['server']],
  ['M2', ['server', 'database']],
])('%s: every acknowledged write is there once after SIGKILL of %j', async (_, victims) => {
  let store = folder.start()
  let { connection, pid } = await store.expect('ready')
  await query(connection, 'create table kept (id integer primary key)')
  const acknowledged: number[] = []
  for (let round = 1; round <= rounds; round += 1) {
    const load = writeLoad(connection, round * 1_000_000)
    await load.more(40 * round)
    await kill(store, { database: pid, server: store.child.pid ?? 0 }, victims)
    if (victims.includes('server')) {
      store = folder.start()
      ;({ connection, pid } = await store.expect('ready'))
    } else {
      await store.expect('down')
      ;({ pid } = await store.expect('up'))
    }
    // Checked only now: a database whose server alone was killed keeps answering until the next start.
    await load.stop()
    acknowledged.push(...load.acknowledged)
    const rows = await query<{ id: number }>(connection, 'select id from kept')
    const there = new Set(rows.map((row) => row.id))
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([])
  }
})

async function kill(
  store: StoreProcess,
  pids: Record<Victim, number>,
  victims: Victim[],
): Promise<void> {
  const gone = victims.includes('server') ? once(store.child, 'exit') : null
  for (const victim of victims) hardKill(pids[victim])
  await gone
}
