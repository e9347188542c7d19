import { describe, expect, it } from 'vitest'
import { effectScope } from 'vue'
import type { AppWorker } from '../../../client/app/update/register-worker.ts'
import { askOtherTabs } from '../../../client/app/update/update-vote.ts'
import { useAppUpdate } from '../../../client/app/update/use-app-update.ts'
import type { NoticeChannel } from '../../../client/local/phone/phone-environment.ts'
import { virtualClock } from './fake-phone.ts'

const settle = () => new Promise((resolve) => setTimeout(resolve))

/** Tabs of one phone with one worker: what one tab lets happen, all of them notice. */
function phone() {
  const clock = virtualClock()
  const listeners: { tab: number; hear: (message: unknown) => void }[] = []
  const tabs: Tab[] = []
  let waiting = false

  interface Tab {
    update: ReturnType<typeof useAppUpdate>
    reloads: number
    looks: number
    see: () => void
    draft: 'none' | 'can-be-kept' | 'stuck'
    flushed: boolean
    takenOver: (() => void)[]
    waiting: (() => void)[]
    close: () => void
  }

  function openTab(options: { isFrozen?: boolean; draft?: Tab['draft'] } = {}): Tab {
    const id = tabs.length
    const channel: NoticeChannel = {
      post(message) {
        for (const { tab, hear } of listeners)
          if (tab !== id)
            queueMicrotask(() => {
              hear(message)
            })
      },
      onMessage(listener) {
        if (!options.isFrozen) listeners.push({ tab: id, hear: listener })
      },
      close: () => undefined,
    }
    const worker: AppWorker = {
      onWaiting: (listener) => tab.waiting.push(listener),
      onTakenOver: (listener) => tab.takenOver.push(listener),
      countTabs: async () => tabs.length,
      takeOver() {
        if (!waiting) return
        waiting = false
        for (const each of tabs)
          each.takenOver.forEach((tell) => {
            tell()
          })
      },
      async checkForUpdate() {
        tab.looks += 1
      },
    }
    const tab = {
      reloads: 0,
      looks: 0,
      draft: options.draft ?? 'none',
      flushed: false,
      takenOver: [],
      waiting: [],
      see: () => undefined,
    } as unknown as Tab
    tabs.push(tab)
    const scope = effectScope()
    tab.close = () => {
      scope.stop()
      tabs.splice(tabs.indexOf(tab), 1)
    }
    tab.update = scope.run(() =>
      useAppUpdate({
        worker,
        channel,
        clock,
        page: {
          onVisible(listener) {
            tab.see = listener
            return () => {
              tab.see = () => undefined
            }
          },
          reload() {
            tab.reloads += 1
          },
        },
        async flushDraft() {
          tab.flushed = tab.draft !== 'stuck'
          return tab.draft !== 'stuck'
        },
        makeRound: () => `round-${id}`,
      }),
    )!
    return tab
  }

  return {
    clock,
    openTab,
    deploy() {
      waiting = true
      for (const tab of tabs)
        tab.waiting.forEach((tell) => {
          tell()
        })
    },
  }
}

describe('I4: updates', () => {
  it('reload no tab by themselves', async () => {
    const { openTab, deploy } = phone()
    const [one, two] = [openTab(), openTab()]
    deploy()
    await settle()
    expect([one.reloads, two.reloads]).toEqual([0, 0])
    expect([one.update.state.value, two.update.state.value]).toEqual(['waiting', 'waiting'])
  })

  it('reload only the tab that asked; the other one shows that it may be loaded again', async () => {
    const { openTab, deploy } = phone()
    const [one, two] = [openTab(), openTab({ draft: 'can-be-kept' })]
    deploy()
    await one.update.accept()
    expect([one.reloads, two.reloads]).toEqual([1, 0])
    expect(two.update.state.value).toBe('taken-over')
    await two.update.accept()
    expect(two.reloads).toBe(1)
  })

  it('I5: save what is being typed in other tabs before they replace anything', async () => {
    const { openTab, deploy } = phone()
    const [typing, asking] = [openTab({ draft: 'can-be-kept' }), openTab()]
    deploy()
    await asking.update.accept()
    expect(typing.flushed).toBe(true)
    expect(asking.reloads).toBe(1)
  })

  it('I5: replace nothing while a draft cannot be saved, here or in another tab', async () => {
    const { openTab, deploy } = phone()
    const [stuck, asking] = [openTab({ draft: 'stuck' }), openTab()]
    deploy()
    await asking.update.accept()
    await stuck.update.accept()
    expect([asking.update.state.value, stuck.update.state.value]).toEqual([
      'others-busy',
      'others-busy',
    ])
    expect([asking.reloads, stuck.reloads]).toEqual([0, 0])
  })

  it('replace nothing while a tab is asleep and cannot answer within two seconds', async () => {
    const { clock, openTab, deploy } = phone()
    openTab({ isFrozen: true })
    const asking = openTab()
    deploy()
    const accepted = asking.update.accept()
    await settle()
    expect(asking.update.state.value).toBe('asking')
    clock.advance(2_000)
    await accepted
    expect(asking.update.state.value).toBe('others-busy')
    expect(asking.reloads).toBe(0)
  })

  it('do not wait for a tab that was still counted when the others were asked, and is gone', async () => {
    const { clock, openTab, deploy } = phone()
    const gone = openTab({ isFrozen: true })
    const asking = openTab()
    deploy()
    const accepted = asking.update.accept()
    await settle()
    gone.close()
    clock.advance(2_000)
    await accepted
    expect(asking.reloads).toBe(1)
  })

  it('are checked for every hour and whenever the page becomes visible, until it is closed', () => {
    const { clock, openTab } = phone()
    const tab = openTab()
    clock.advance(3_600_000)
    clock.advance(3_600_000)
    expect(tab.looks).toBe(2)
    tab.see()
    expect(tab.looks).toBe(3)
    tab.close()
    clock.advance(3_600_000)
    tab.see()
    expect(tab.looks).toBe(3)
  })

  it('do not count answers of another round', async () => {
    const clock = virtualClock()
    let hear: (message: unknown) => void = () => undefined
    const channel: NoticeChannel = {
      post: () => undefined,
      onMessage(listener) {
        hear = listener
      },
      close: () => undefined,
    }
    const vote = askOtherTabs({ channel, clock, others: 1, round: 'now' })
    hear({ type: 'vote', round: 'before', agrees: true })
    hear('noise')
    clock.advance(2_000)
    expect(await vote).toBe('no-answer')
  })
})
