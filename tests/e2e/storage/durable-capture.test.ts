import { execFileSync } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { launchProfile } from '../../support/browser/browser.ts'
import { startLiveApp, type LiveApp } from '../../support/server/live-app.ts'
import { fixture } from '../../support/repository.ts'

import { readDatabase } from '../phone/read-database.ts'
import { somebodyPins } from '../people/somebody-else.ts'
import { Walker } from '../people/walker.ts'

describe('what is saved on a phone', () => {
  let app: LiveApp
  let profile: string
  let walker: Walker

  const start = async () => {
    const context = await launchProfile(profile)
    walker = await Walker.onContext(context, app.origin)
  }
  /** Ends the whole browser at once, as a phone that runs out of memory does. */
  const killBrowser = async () => {
    const closed = new Promise((resolve) => walker.page.context().once('close', resolve))
    execFileSync('pkill', ['-KILL', '-f', profile])
    await closed
  }

  beforeAll(async () => {
    app = await startLiveApp()
  })
  afterAll(() => app.close())
  beforeEach(async () => {
    app.proxy.setWeather('pass')
    profile = await mkdtemp(join(tmpdir(), 'lygte-phone-'))
    await start()
    await walker.join()
    await walker.waitForWorker()
    app.proxy.setWeather('refuse')
  })
  afterEach(async () => {
    await walker.page.context().close()
    await rm(profile, { recursive: true, force: true })
  })

  it('A1: after "Gemt på telefonen" and a kill at once, the item and every byte of its photo are there', async () => {
    await walker.chooseTopic('Renhold', 'Henkastet affald')
    await walker.addPhoto(fixture('photos/DSCN0010.jpg'))
    await walker.page.getByRole('button', { name: /^Fjern billede 1/ }).waitFor()
    await walker.save()
    await killBrowser()
    await start()
    await walker.page.goto(`${app.origin}/mine`)
    await walker.page.getByText('Henkastet affald').first().waitFor()
    const { mutation, photo: photos, photoChunk } = await readDatabase(walker.page, 'lygte-outbox')
    expect(mutation).toHaveLength(1)
    const size = (photos as { size: number }[]).reduce((sum, item) => sum + item.size, 0)
    const kept = (photoChunk as { bytes: number }[]).reduce((sum, item) => sum + item.bytes, 0)
    expect(kept).toBe(size)
    app.proxy.setWeather('pass')
    await walker.sendAll()
  })

  it('A2: after a kill before that message, the draft is there, whole, and nothing claims to be saved', async () => {
    await walker.chooseTopic('Lys', 'Lampe slukket')
    await walker.writeRemark('halvt skrevet')
    await expect
      .poll(async () => (await readDatabase(walker.page, 'lygte-outbox'))['draft'])
      .toSatisfy((drafts) => JSON.stringify(drafts).includes('halvt skrevet'))
    await killBrowser()
    await start()
    await walker.page.goto(`${app.origin}/`)
    await walker.page.getByRole('button', { name: /Fortsæt kladden/ }).click()
    await walker.saveButton().waitFor()
    expect(await walker.remark()).toBe('halvt skrevet')
    const { mutation } = await readDatabase(walker.page, 'lygte-outbox')
    expect(mutation).toEqual([])
  })

  it('A3: after the camera returns to a reloaded page, text, pin and earlier photos are restored', async () => {
    await walker.chooseTopic('Udsyn', 'Beplantning spærrer udsyn')
    await walker.writeRemark('før kameraet')
    await walker.addPhoto(fixture('photos/DSCN0010.jpg'))
    await walker.page.getByRole('button', { name: /^Fjern billede 1/ }).waitFor()
    // The chooser opens and the phone throws the page away while it is open.
    const chooser = walker.page.waitForEvent('filechooser')
    await walker.page.getByText('Tag billede').click()
    await chooser
    await walker.page.reload()
    await walker.saveButton().waitFor()
    expect(await walker.remark()).toBe('før kameraet')
    await walker.page.getByRole('button', { name: /^Fjern billede 1/ }).waitFor()
    await walker.save()
  })

  it('A7: after a transaction aborts, nothing claims to be saved and the form still holds the text', async () => {
    await walker.chooseTopic('Lys', 'Lampe slukket')
    await walker.writeRemark('må ikke gå tabt')
    await walker.page.evaluate(() => {
      const original = IDBObjectStore.prototype.put
      IDBObjectStore.prototype.put = function put(value: unknown, key?: IDBValidKey) {
        if (this.name === 'mutation') throw new DOMException('full', 'QuotaExceededError')
        return key === undefined ? original.call(this, value) : original.call(this, value, key)
      }
      const add = IDBObjectStore.prototype.add
      IDBObjectStore.prototype.add = function addNew(value: unknown, key?: IDBValidKey) {
        if (this.name === 'mutation') throw new DOMException('full', 'QuotaExceededError')
        return key === undefined ? add.call(this, value) : add.call(this, value, key)
      }
    })
    await walker.saveButton().click()
    await walker.page.getByRole('alert').first().waitFor()
    expect(await walker.page.getByText('Gemt på telefonen', { exact: true }).count()).toBe(0)
    expect(await walker.remark()).toBe('må ikke gå tabt')
    expect((await readDatabase(walker.page, 'lygte-outbox'))['mutation']).toEqual([])
  })

  it('D8: after a kill between the rows of a page and its cursor, neither is there, and the next pull brings both', async () => {
    const rows = async () => {
      const { row = [], space = [] } = await readDatabase(walker.page, 'lygte-cache')
      return { words: JSON.stringify(row).includes('kommer på tværs'), rows: row.length, space }
    }
    const before = await rows()
    await walker.page.evaluate(stopAtCursor)
    const stopped = walker.page.waitForEvent('console', (said) => said.text() === 'at the cursor')
    await somebodyPins(app, 'kommer på tværs')
    app.proxy.setWeather('pass')
    await walker.page.evaluate(() => void window.dispatchEvent(new Event('online')))
    await stopped
    await killBrowser()
    app.proxy.setWeather('refuse')
    await start()
    await walker.page.goto(`${app.origin}/liste`)
    await walker.page.getByRole('heading', { name: 'Registreringer' }).waitFor()
    expect(await rows()).toEqual({ ...before, words: false })
    app.proxy.setWeather('pass')
    await walker.page.reload()
    await walker.see('kommer på tværs')
    await expect.poll(rows).toMatchObject({ words: true, rows: before.rows + 1 })
  })

  it('A10: after the cache database is deleted, the outbox is the same to the byte', async () => {
    await walker.chooseTopic('Lys', 'Lampe slukket')
    await walker.save()
    const before = await readDatabase(walker.page, 'lygte-outbox')
    await walker.page.goto('about:blank')
    await walker.page.goto(`${app.origin}/manifest.webmanifest`)
    await walker.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const deleting = indexedDB.deleteDatabase('lygte-cache')
          deleting.onsuccess = () => resolve()
          deleting.onerror = () => reject(new Error('not deleted'))
        }),
    )
    await walker.page.goto(`${app.origin}/mine`)
    await walker.page.getByText('Lampe slukket').first().waitFor()
    // The start writes a trial fact for a moment, to see whether the phone keeps anything.
    const after = async () => withoutAttempts(await readDatabase(walker.page, 'lygte-outbox'))
    await expect.poll(after).toEqual(withoutAttempts(before))
  })
})

/** Sending is tried again and again while the network is away, and the first attempt freezes the entry under its hash. */
function withoutAttempts({ identity = [], ...stores }: Record<string, unknown[]>): unknown {
  // The account of what the phone holds, and what it lacks for a walk, are written again whenever they could be told, with their number.
  const told = /"dueCount"|^\{"found"|^\d+$/
  const facts = identity.filter((fact) => !told.test(String(fact)))
  return JSON.parse(
    JSON.stringify({ ...stores, identity: facts }, (key, value: unknown) =>
      ['attempts', 'nextAt', 'state', 'hash', 'epoch', 'clockOffset'].includes(key)
        ? undefined
        : value,
    ),
  )
}

/** Runs in the page: once rows are written it never comes to the cursor after them. */
function stopAtCursor(): void {
  const put = IDBObjectStore.prototype.put
  let hasRows = false
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    if (this.name === 'row') hasRows = true
    if (this.name === 'space' && hasRows) {
      console.log('at the cursor')
      for (;;);
    }
    return key === undefined ? put.call(this, value) : put.call(this, value, key)
  }
}
