import type { MapTheme } from '../map-content.ts'

/**
 * Colours of the drawn map. NOTE: canvas cannot read CSS custom properties, so they are repeated here; they follow
 * `ui/styles/_tokens.scss`.
 */
export interface MapFlavour {
  ground: string
  water: string
  waterEdge: string
  park: string
  wood: string
  grass: string
  sand: string
  school: string
  industrial: string
  pedestrian: string
  building: string
  buildingEdge: string
  casing: string
  path: string
  minor: string
  major: string
  highway: string
  rail: string
  pier: string
  text: string
  quietText: string
  waterText: string
  parkText: string
  halo: string
  grid: string
  gridStrong: string
}

const dark: MapFlavour = {
  ground: '#15181c',
  water: '#26313f',
  waterEdge: '#34455a',
  park: '#14271e',
  wood: '#12241b',
  grass: '#17261f',
  sand: '#26241e',
  school: '#1d1c22',
  industrial: '#181b20',
  pedestrian: '#20242a',
  building: '#24282e',
  buildingEdge: '#30363d',
  casing: '#0e1114',
  path: '#4a5158',
  minor: '#40464d',
  major: '#555c64',
  highway: '#6b727a',
  rail: '#565d66',
  pier: '#2b3036',
  text: '#d5d7d6',
  quietText: '#a9b0b6',
  waterText: '#9dbbdd',
  parkText: '#8fbf9f',
  halo: '#0e1114',
  grid: '#39434c',
  gridStrong: '#66727e',
}

const light: MapFlavour = {
  ground: '#eeece8',
  water: '#a9d4ea',
  waterEdge: '#86bcd8',
  park: '#c9e2bd',
  wood: '#b9d7ab',
  grass: '#d8e8c9',
  sand: '#efe4c6',
  school: '#e9e1e6',
  industrial: '#e3e3e1',
  pedestrian: '#e6e2db',
  building: '#d8d4cd',
  buildingEdge: '#c2bdb4',
  casing: '#cbc7bf',
  path: '#ab9f8d',
  minor: '#ffffff',
  major: '#ffffff',
  highway: '#ffe7ad',
  rail: '#9b9b9b',
  pier: '#ded9cf',
  text: '#33383d',
  quietText: '#565c63',
  waterText: '#1d5578',
  parkText: '#38602c',
  halo: '#ffffff',
  grid: '#cbc8c1',
  gridStrong: '#8d8981',
}

export const mapFlavours: Readonly<Record<MapTheme, MapFlavour>> = { dark, light }
