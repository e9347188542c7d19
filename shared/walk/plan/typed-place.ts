interface Point {
  longitude: number
  latitude: number
}

/** Degrees with a decimal point or, between marks that separate them, a decimal comma. */
const pair = /^(-?\d{1,3}(?:[.,]\d+)?)°?\s*[;,/\s]\s*(-?\d{1,3}(?:[.,]\d+)?)°?$/

/** Reads latitude and longitude as maps give them: `57.02812, 9.97655`, `57,02812; 9,97655`. */
export function readPlace(typed: string): Point | undefined {
  const [, latitude = '', longitude = ''] = pair.exec(typed.trim()) ?? []
  if (latitude === '') return undefined
  const point = { latitude: degrees(latitude), longitude: degrees(longitude) }
  return Math.abs(point.latitude) <= 90 && Math.abs(point.longitude) <= 180 ? point : undefined
}

const degrees = (text: string): number => Number(text.replace(',', '.'))

/** Five decimals are a metre. */
export const writePlace = ({ latitude, longitude }: Point): string =>
  `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`
