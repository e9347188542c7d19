import { describe, expect, it } from 'vitest'
import {
  deskAudience,
  mayRead,
  visibilityWords,
} from '../../../client/features/desk/panel/visibility.ts'
import { categories } from '../../../shared/observation/categories.ts'
import { makeVisible } from './make-visible.ts'

describe('who may see an observation, in words', () => {
  it('names everybody exactly when every walker and every official may read it', () => {
    for (const category of categories) {
      const observation = makeVisible({ category: category.id, partyIds: ['politi'] })
      const readers = mayRead(deskAudience(observation))
      const isForAll = ['walkers', 'recorders', 'other-officials', 'admins'].every((group) =>
        readers.some((reader) => reader === group),
      )
      expect(visibilityWords(observation).key === 'everyone').toBe(isForAll)
      expect(isForAll).toBe(!category.isRestricted)
    }
  })

  it('names author, leader, coordinator and the assigned party for a restricted one, and nobody else', () => {
    const observation = makeVisible({ category: 'adf.chikane', partyIds: ['politi'] })
    expect(mayRead(deskAudience(observation))).toEqual([
      'author',
      'leaders',
      'coordinators',
      'assigned-officials',
    ])
    expect(visibilityWords(observation)).toEqual({ key: 'restricted', partyIds: ['politi'] })
  })

  it('says that no party can read a restricted one before it is assigned', () => {
    const observation = makeVisible({ category: 'adf.chikane' })
    expect(mayRead(deskAudience(observation))).toEqual(['author', 'leaders', 'coordinators'])
    expect(visibilityWords(observation).key).toBe('restricted-unassigned')
  })
})
