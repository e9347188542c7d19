import {
  registerMessageCompiler,
  type MessageContext,
  type MessageFunction,
} from '@intlify/core-base'
import { isolate } from './isolate.ts'

/** Text between braces is the name of a value; the rest is literal. */
type Part = { text: string } | { name: string }

const compiled = new Map<string, MessageFunction<string>>()

/**
 * Compiles a message into a function, for the part of vue-i18n's format that our messages use: `{name}` and plural cases separated
 * by `|`. Its own compiler would take 5 kB of the capture route's 200 for formats that are not used here; a test compares both over
 * every message.
 */
export function compileMessage(message: string): MessageFunction<string> {
  const known = compiled.get(message)
  if (known) return known
  const texts = message.split('|')
  const cases = texts.map((text) => partsOf(texts.length > 1 ? text.trim() : text))
  const made = (context: MessageContext<string>) => {
    const parts = cases.length > 1 ? pick(context, cases) : (cases[0] ?? [])
    return parts.map((part) => write(context, part)).join('')
  }
  compiled.set(message, made)
  return made
}

/** The context knows which of the cases a count selects. */
function pick(context: MessageContext<string>, cases: readonly Part[][]): readonly Part[] {
  const index = Number(context.plural(cases.map((_, at) => String(at))))
  return cases[index] ?? []
}

function partsOf(text: string): Part[] {
  return text
    .split(/(\{[^}]*\})/)
    .filter((piece) => piece !== '')
    .map((piece) => (piece.startsWith('{') ? { name: piece.slice(1, -1).trim() } : { text: piece }))
}

function write(context: MessageContext<string>, part: Part): string {
  if ('text' in part) return part.text
  const value = context.named(part.name) as string | number | null | undefined
  return value === null || value === undefined ? '' : isolate(String(value))
}

/** For all of vue-i18n, the messages of single components included. Only text: messages with markup are not used here. */
export function useOwnMessageCompiler(): void {
  registerMessageCompiler((message) => compileMessage(typeof message === 'string' ? message : ''))
}
