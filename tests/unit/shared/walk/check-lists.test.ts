import { describe, expect, it } from 'vitest'
import { checkListDa } from '../../../../client/ui/messages/da/check-list.ts'
import { checkListEn } from '../../../../client/ui/messages/en/check-list.ts'
import { checkListOf, checkLists } from '../../../../shared/walk/check-lists.ts'
import { placeKinds } from '../../../../shared/walk/place-kinds.ts'

describe('the check list of a kind of place', () => {
  it.each(placeKinds)('of %s names at most six things, each once', (kind) => {
    const items = checkListOf(kind)
    expect(items.length).toBeGreaterThan(3)
    expect(items.length).toBeLessThanOrEqual(6)
    expect(new Set(items).size).toBe(items.length)
  })

  it('has words for everything that is on a list, in both languages, and for nothing else', () => {
    const used = [...new Set(Object.values(checkLists).flat())].sort()
    for (const { checkList } of [checkListDa, checkListEn]) {
      expect(Object.keys(checkList.item).sort()).toEqual(used)
      expect(Object.keys(checkList.kinds).sort()).toEqual([...placeKinds].sort())
    }
  })
})
