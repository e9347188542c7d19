import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publicDa } from '../../../shared/publication/words/da.ts'
import { createFormats } from '../../../shared/text/formats.ts'
import { feedbackMonths } from '../../../shared/walk/feedback/feedback-dates.ts'
import { openTestDatabase, type TestDatabase } from '../../support/databases/open-test-database.ts'
import { someUuid } from '../../support/fixtures/make-observation.ts'
import {
  pageOf,
  walkToPublish,
  type WalkToPublish,
} from '../../support/publication/published-walk.ts'
import { sameOrigin } from '../../support/server/build-test-app.ts'

const { calendarDay } = createFormats('da', 'Europe/Copenhagen')

describe('the days on which people hear again, on the public page of a walk', () => {
  let store: TestDatabase
  let walk: WalkToPublish

  beforeAll(async () => {
    store = await openTestDatabase()
    walk = await walkToPublish(store)
    await pageOf(walk, 'walk.publish@1')
  })
  afterAll(async () => {
    await walk.test.close()
    await store.drop()
  })

  const page = async () =>
    (await walk.test.app.inject({ url: `/vandringer/${walk.town.walk.id}` })).body
  const promised = () =>
    store.db.selectFrom('walk_feedback').select('due_on').orderBy('months').execute()

  it('are none before the first report, and the page says from when they are counted', async () => {
    const [first, second, last] = feedbackMonths
    expect(publicDa.next.noDays).toContain(`${first}, ${second} og ${last} måneder`)
    const body = await page()
    expect(body).toContain(publicDa.next.noDays)
    expect(body).not.toContain(publicDa.next.text)
  })

  it('are those that were promised with it, also where others would be counted now', async () => {
    const made = await walk.test.app.inject({
      ...{ method: 'POST', url: `/api/walks/${walk.town.walk.id}/reports` },
      headers: { ...sameOrigin, cookie: walk.town.officials.carla.cookie },
      payload: {
        ...{ id: someUuid(), base: 0, language: 'da', above: '', below: '', leftOut: [] },
      },
    })
    expect(made.statusCode).toBe(200)
    const days = (await promised()).map(({ due_on }) => calendarDay(due_on))
    expect(days).toHaveLength(feedbackMonths.length)
    const body = await page()
    expect(body).toContain(days.map((day) => `<li>${day}</li>`).join(''))
    expect(body).not.toContain(publicDa.next.noDays)
    await store.db
      .updateTable('walk_feedback')
      .set({ due_on: '2031-05-04' })
      .where('months', '=', 1)
      .execute()
    expect(await page()).toContain(`<li>${calendarDay('2031-05-04')}</li>`)
  })
})
