import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countVotes,
  voteResult,
  type VotedFinding,
} from '../../../../shared/walk/vote/vote-result.ts'

const finding = (id: string, changes: Partial<VotedFinding> = {}): VotedFinding => ({
  id,
  number: Number(id.slice(1)),
  status: 'received',
  answer: null,
  isWithdrawn: false,
  ...changes,
})
const joined = (id: string, duplicateOf: string) =>
  finding(id, { status: 'duplicate', answer: { duplicateOf } })
const [f1, f2, f3] = [finding('f1'), finding('f2'), finding('f3')]

describe('counting the votes of a walk', () => {
  it('puts the most votes first, and of equals the finding with the lowest number', () => {
    const votes = [['f3', 'f2'], ['f3', 'f1'], ['f2', 'f1'], ['f3']]
    expect(countVotes(votes, [f3, f2, f1])).toEqual([
      { id: 'f3', votes: 3 },
      { id: 'f1', votes: 2 },
      { id: 'f2', votes: 2 },
    ])
  })

  it('gives the votes of a joined finding to its original, through several links, once a person', () => {
    const findings = [f1, joined('f2', 'f1'), joined('f3', 'f2')]
    expect(countVotes([['f1', 'f2'], ['f3'], ['f2', 'f3']], findings)).toEqual([
      { id: 'f1', votes: 3 },
    ])
  })

  it('counts nothing for what is withdrawn or unknown, and the other votes of the same person all the same', () => {
    const findings = [f1, finding('f2', { isWithdrawn: true })]
    expect(countVotes([['f1', 'f2', 'elsewhere']], findings)).toEqual([{ id: 'f1', votes: 1 }])
  })

  it('lets a duplicate stand for itself when its original is withdrawn', () => {
    const findings = [finding('f1', { isWithdrawn: true }), joined('f2', 'f1')]
    expect(countVotes([['f2']], findings)).toEqual([{ id: 'f2', votes: 1 }])
  })

  it('is the same in whatever order votes and findings are read, and nobody counts twice for one finding', () => {
    const ids = ['f1', 'f2', 'f3', 'f4', 'f5', 'f6']
    const all = [f1, joined('f2', 'f1'), f3, finding('f4'), joined('f5', 'f4'), finding('f6')]
    const vote = fc.uniqueArray(fc.constantFrom(...ids), { maxLength: 5 })
    const seed = fc.array(fc.nat(), { minLength: 12, maxLength: 12 })
    fc.assert(
      fc.property(fc.array(vote, { maxLength: 12 }), seed, (votes, order) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((one, index) => ({ one, at: order[index] ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one)
        const counts = countVotes(votes, all)
        expect(countVotes(shuffled(votes), shuffled(all))).toEqual(counts)
        for (const { votes: count } of counts) expect(count).toBeLessThanOrEqual(votes.length)
      }),
    )
  })
})

describe('the result of a vote', () => {
  const votes = [['f1'], ['f1', 'f2'], ['f1'], ['f1']]
  const everything = { isOpen: false, mayGather: false, maySee: (_id: string) => true }
  const read = (given: string[][], changes: Partial<typeof everything> = {}) =>
    voteResult(given, [f1, f2], { ...everything, ...changes })

  it('is for those who gather alone while the vote is open', () => {
    expect(read(votes, { isOpen: true })).toEqual({ state: 'open' })
    expect(read(votes, { isOpen: true, mayGather: true })).toMatchObject({ voters: 4 })
  })

  it('is withheld from the others below five people; a vote that was taken back is none', () => {
    expect(read(votes)).toEqual({ state: 'few' })
    expect(read([...votes, []])).toEqual({ state: 'few' })
    expect(read([...votes, ['f2']])).toEqual({
      ...{ state: 'shown', voters: 5 },
      findings: [
        { id: 'f1', votes: 4 },
        { id: 'f2', votes: 2 },
      ],
    })
    expect(read(votes, { mayGather: true })).toMatchObject({ state: 'shown', voters: 4 })
  })

  it('leaves out findings that the reader may not see', () => {
    const maySee = (id: string) => id === 'f2'
    expect(read([...votes, ['f1']], { maySee })).toMatchObject({
      findings: [{ id: 'f2', votes: 1 }],
    })
  })

  it('says that nobody has voted', () => {
    expect(read([[]], { mayGather: true })).toEqual({ state: 'none' })
  })
})
