/** Phone clock minus server clock in milliseconds, from the server's time in an answer and the phone's when it arrived. */
export function clockOffsetMs(serverTime: string, phoneMs: number): number | null {
  const serverMs = Date.parse(serverTime)
  return Number.isNaN(serverMs) ? null : phoneMs - serverMs
}
