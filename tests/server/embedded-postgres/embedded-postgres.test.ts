import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase, type DatabaseAddress } from '../../../server/store/database/database.ts'
import { repairLinks } from '../../../server/embedded-postgres/binaries.ts'
import { unprivilegedUser } from '../../../server/embedded-postgres/user.ts'
import { hardKill } from '../../support/faults/hard-kill.ts'
import { query, useStoreFolder } from '../../support/databases/store-folder.ts'

const folder = useStoreFolder()

const makeTable = (address: DatabaseAddress) =>
  query(address, 'create table kept (id integer primary key)')

const count = (address: DatabaseAddress) => query(address, 'select count(*)::int as n from kept')

it('the embedded database starts empty, keeps what was written over a stop, and leaves no process behind', async () => {
  await rm(folder.dataDir(), { recursive: true })
  const first = folder.start()
  const ready = await first.expect('ready')
  await makeTable(ready.connection)
  await query(ready.connection, 'insert into kept values (1)')
  await first.end('SIGTERM')
  expect(folder.isRunning(ready.pid)).toBe(false)
  expect(await readdir(join(folder.dataDir(), 'postgres'))).toEqual(['cluster'])

  const again = await folder.start().expect('ready')
  expect(await count(again.connection)).toEqual([{ n: 1 }])
  expect(again.notes).toEqual([])
})

it('the embedded database listens on a socket that only its own user can reach, and on no network', async () => {
  const { connection } = await folder.start().expect('ready')
  const socketFolder = await stat(connection.host ?? '')
  expect(socketFolder.mode & 0o777).toBe(0o700)
  expect(await query(connection, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  expect(await query(connection, 'show fsync')).toEqual([{ fsync: 'on' }])
})

it('M3: a second server on the same data folder is refused, and the first one keeps working', async () => {
  const first = folder.start()
  const ready = await first.expect('ready')
  const refused = await folder.start().expect('failed')
  expect(refused.name).toBe('DataFolderInUseError')
  expect(refused.message).toContain(`process ${first.child.pid ?? 0}`)
  expect(refused.message).not.toContain('undefined')
  expect(folder.isRunning(ready.pid)).toBe(true)
  expect(await query(ready.connection, 'select 1 as one')).toEqual([{ one: 1 }])
})

it('M3: of two first starts at the same time one serves and the other is refused', async () => {
  await rm(folder.dataDir(), { recursive: true })
  const events = await Promise.all([folder.start(), folder.start()].map((store) => store.next()))
  expect(events.map(({ event }) => event).sort()).toEqual(['failed', 'ready'])
  const failed = events.find(({ event }) => event === 'failed')
  expect(failed).toMatchObject({ name: 'DataFolderInUseError' })
})

it('M3: a start stops the database of a killed server, says so, and keeps its data', async () => {
  const killed = folder.start()
  const ready = await killed.expect('ready')
  await makeTable(ready.connection)
  await query(ready.connection, 'insert into kept values (1)')
  await killed.end('SIGKILL')
  expect(folder.isRunning(ready.pid)).toBe(true)

  const next = await folder.start().expect('ready')
  expect(folder.isRunning(ready.pid)).toBe(false)
  expect(next.notes.join()).toContain('left behind')
  expect(await count(next.connection)).toEqual([{ n: 1 }])
})

it('a start succeeds although the number in the old pid file belongs to another program now', async () => {
  const killed = folder.start()
  const ready = await killed.expect('ready')
  await killed.end('SIGKILL')
  hardKill(ready.pid)

  // PostgreSQL mistakes only a process of its own user for itself.
  const user = unprivilegedUser()
  const stranger = spawn('sleep', ['600'], {
    ...(user && { uid: user.uid, gid: user.gid }),
    stdio: 'ignore',
  })
  try {
    for (const file of ['cluster/postmaster.pid', '.s.PGSQL.5432.lock']) {
      const path = join(folder.dataDir(), 'postgres', file)
      const [, ...rest] = (await readFile(path, 'utf8')).split('\n')
      await writeFile(path, [stranger.pid, ...rest].join('\n'))
    }
    const next = await folder.start().expect('ready')
    expect(next.pid).not.toBe(stranger.pid)
    expect(stranger.exitCode).toBeNull()
  } finally {
    stranger.kill()
    await once(stranger, 'exit')
  }
})

it('a database that was killed is restarted at the same address', async () => {
  const store = folder.start()
  const ready = await store.expect('ready')
  await makeTable(ready.connection)
  hardKill(ready.pid)
  await store.expect('down')
  const up = await store.expect('up')
  expect(up.pid).not.toBe(ready.pid)
  expect(await count(ready.connection)).toEqual([{ n: 0 }])
})

it('the lock is kept when a crashed session makes the database reset itself', async () => {
  const store = folder.start()
  const ready = await store.expect('ready')
  const session = openDatabase({ ...ready.connection, poolSize: 1 })
  const found = await session.pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  hardKill(found.rows[0]?.pid)
  await store.expect('down')
  expect((await store.expect('up')).pid).toBe(ready.pid)
  await session.close()
  const refused = await folder.start().expect('failed')
  expect(refused.name).toBe('DataFolderInUseError')
})

it('a data folder closed to others has its database where the database’s user may reach it', async () => {
  const dataDir = join(folder.root(), 'closed')
  await mkdir(dataDir, { mode: 0o700 })
  const system = join(folder.root(), 'system')
  const store = folder.start(dataDir, system)
  const { connection, notes } = await store.expect('ready')
  const user = unprivilegedUser()
  const id = user && (await readFile(join(dataDir, 'store-id'), 'utf8')).trim()
  expect(connection.host).toBe(id ? join(system, id) : join(dataDir, 'postgres'))
  expect(notes.join()).toContain(user ? `runs as ${user.name} and is kept in` : '')
  await makeTable(connection)
  await store.end('SIGTERM')

  // Opened later, it keeps the place it has.
  await chmod(dataDir, 0o755)
  const again = folder.start(dataDir, system)
  expect(await count((await again.expect('ready')).connection)).toEqual([{ n: 0 }])
  await again.end('SIGTERM')

  // A copy of the folder must not write into the original's database.
  const copy = join(folder.root(), 'copy')
  await cp(dataDir, copy, { recursive: true, filter: (path) => !path.endsWith('postgres') })
  const copied = await folder.start(copy, system).next()
  expect(copied.event).toBe(user ? 'failed' : 'ready')
})

it('a data folder with a long path has its socket in a short place', async () => {
  const long = join(folder.root(), 'very-long-name'.repeat(6))
  const store = folder.start(long)
  const { connection } = await store.expect('ready')
  const socketFolder = connection.host ?? ''
  expect(socketFolder.startsWith(long)).toBe(false)
  expect((await stat(socketFolder)).mode & 0o777).toBe(0o700)

  await store.end('SIGKILL')
  const next = folder.start(long)
  expect((await next.expect('ready')).notes.join()).toContain('left behind')
  await next.end('SIGTERM')
  await expect(stat(socketFolder)).rejects.toMatchObject({ code: 'ENOENT' })
})

it('the operator gets a sentence when the data folder cannot be written to', async () => {
  const file = join(folder.root(), 'file')
  await writeFile(file, 'not a folder')
  const failed = await folder.start(file).expect('failed')
  expect(failed.message).toBe(`The data folder ${file} cannot be written to.`)
})

it('a start makes the library links that npm leaves out when install scripts are blocked', async () => {
  const root = join(folder.root(), 'package')
  await mkdir(join(root, 'native/lib'), { recursive: true })
  await writeFile(join(root, 'native/lib/libfoo.so.1.2'), 'library')
  const links = [{ source: 'native/lib/libfoo.so.1.2', target: 'native/lib/libfoo.so.1' }]
  await writeFile(join(root, 'native/pg-symlinks.json'), JSON.stringify(links))
  repairLinks(root)
  repairLinks(root)
  expect(await readFile(join(root, 'native/lib/libfoo.so.1'), 'utf8')).toBe('library')
})
