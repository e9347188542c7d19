import {
  registerMessageCompiler,
  type MessageContext,
  type MessageFunction,
} from '@intlify/core-base'
import { isolate } from './isolate.ts'

/** A text between braces is the name of a value; the rest stands as it is. */
type Part = { text: string } | { name: string }

const compiled = new Map<string, MessageFunction<string>>()

/**
 * Turns a message into a function, for the part of vue-i18n's format that our messages use: `{name}` and cases of a count
 * with `|` between them. Its own compiler is 5 kB of the capture route's 180 for formats nobody here writes; a test holds
 * both against each other over every message.
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

/** The context knows which of so many cases a count asks for. */
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

/** For all of vue-i18n, the messages of single components included. Texts only: messages with markup are not used here. */
export function useOwnMessageCompiler(): void {
  registerMessageCompiler((message) => compileMessage(typeof message === 'string' ? message : ''))
}
