import type { InjectionKey } from 'vue'
import type { ApiName, Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import type { CallOptions } from '../../sync/http/api-client.ts'

/** What came of a request: an answer, a refusal, or nothing, so that nobody knows whether it arrived. */
type Asked<T> =
  { state: 'answered'; value: T } | { state: 'refused'; problem: Problem } | { state: 'unanswered' }

/** The server, as the app at hand asks it. */
export interface ReportSource {
  ask<N extends ApiName>(name: N, options: CallOptions<N>): Promise<Asked<Reply<N>>>
  newId(): Uuid
}

export const reportSourceKey: InjectionKey<ReportSource> = Symbol('report source')
