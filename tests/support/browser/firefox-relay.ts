import { spawn } from 'node:child_process'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { clientFrame, frameCutter } from './websocket-frames.ts'

/**
 * A program in Firefox's place: starts it and stands between it and Playwright. Playwright asks every WebDriver BiDi browser
 * for `emulation.setMediaFeaturesOverride`, which Firefox ESR 153 does not know and answers with an error that ends the start;
 * it is asked for its status instead. The colour scheme comes by a preference (firefox.ts). Everything else passes untouched.
 */
const unknownCommand = '"emulation.setMediaFeaturesOverride"'
const [program = 'firefox-esr', ...args] = process.argv.slice(2)

const firefox = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] })
firefox.on('exit', (code) => process.exit(code ?? 1))
process.on('SIGTERM', () => firefox.kill('SIGTERM'))
firefox.stdout.pipe(process.stdout)
createInterface(firefox.stderr).on('line', (line) => {
  const port = /WebDriver BiDi listening on ws:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1]
  if (port) relayTo(Number(port))
  else process.stderr.write(`${line}\n`)
})

function relayTo(port: number): void {
  const server = createServer((client) => join(client, port))
  server.listen(0, '127.0.0.1', () => {
    const address = server.address() as AddressInfo
    process.stderr.write(`WebDriver BiDi listening on ws://127.0.0.1:${address.port}\n`)
  })
}

function join(client: Socket, port: number): void {
  const upstream = connect(port, '127.0.0.1')
  upstream.pipe(client)
  for (const socket of [client, upstream]) {
    socket.on('error', () => undefined)
    socket.on('close', () => {
      client.destroy()
      upstream.destroy()
    })
  }
  const cut = frameCutter()
  let handshake = ''
  client.on('data', (bytes: Buffer) => {
    if (handshake.includes('\r\n\r\n')) {
      for (const { text, bytes: frame } of cut(bytes)) upstream.write(replaced(text) ?? frame)
      return
    }
    // A client waits for the answer to its handshake before it sends the first frame.
    handshake += bytes.toString('latin1')
    // Firefox takes only what is addressed to its own port.
    if (handshake.includes('\r\n\r\n')) {
      upstream.write(handshake.replace(/^host: .*$/im, `Host: 127.0.0.1:${port}`))
    }
  })
}

function replaced(text: string | undefined): Buffer | undefined {
  if (!text?.includes(unknownCommand)) return undefined
  const { id } = JSON.parse(text) as { id: number }
  return clientFrame(JSON.stringify({ id, method: 'session.status', params: {} }))
}
