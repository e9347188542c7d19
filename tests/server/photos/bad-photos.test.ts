import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sameOrigin } from '../../support/server/build-test-app.ts'
import {
  claimedPng,
  cleanAlone,
  plainPicture,
  withJpegComment,
} from '../../support/hostile-input/hostile-photos.ts'
import { seedMunicipality, type TestMunicipality } from '../../support/fixtures/people.ts'
import { storeWithApp } from '../../support/server/store-with-app.ts'
import { pinAs, TestReader } from '../../support/requests/sync-calls.ts'
import { announcementOf, photoOf, type TestPhoto } from '../../support/requests/upload-photo.ts'

const held = storeWithApp()
let town: TestMunicipality
let folder: string

beforeAll(async () => {
  town = await seedMunicipality(held.store)
  folder = await mkdtemp(join(tmpdir(), 'lygte-photos-'))
})
afterAll(() => rm(folder, { recursive: true }))

const alone = (bytes: Uint8Array) => cleanAlone(join(folder, crypto.randomUUID()), bytes)

/** What a server beside a database can spare for one photo, and no more than one is cleaned at a time. */
const mostMegabytes = 500

describe('a decompression bomb', () => {
  it.each<[string, () => Promise<Uint8Array>]>([
    [
      'a PNG of 400 megapixels in 50 KB',
      async () => claimedPng({ width: 20_000, height: 20_000, depth: 1, lines: 20_000 * 2_501 }),
    ],
    [
      'a PNG that claims 2,000 megapixels',
      async () => claimedPng({ width: 65_000, height: 31_000, depth: 8 }),
    ],
    [
      '16 bits a channel and 36 megapixels',
      async () => claimedPng({ width: 6_000, height: 6_000, depth: 16 }),
    ],
    [
      'an AVIF of 26 megapixels',
      () => plainPicture({ width: 5_100, height: 5_100 }).avif({ effort: 0 }).toBuffer(),
    ],
  ])('as %s is refused before it is decoded', async (_what, make) => {
    const bytes = await make()
    expect(bytes.length).toBeLessThan(100_000)
    const { refusal, megabytes } = await alone(bytes)
    expect(refusal).toMatch(/exceeds pixel limit/)
    expect(megabytes).toBeLessThan(50)
  })

  it.each(['zTXt', 'iCCP', 'iTXt'])(
    'in a %s chunk that unpacks to 128 MB takes no memory',
    async (type) => {
      const packed = deflateSync(Buffer.alloc(128 * 1024 * 1024), { level: 1 })
      const data = Buffer.concat([Buffer.from('x\u0000\u0000', 'latin1'), packed])
      const { megabytes } = await alone(
        claimedPng({ width: 40, height: 30, depth: 8, chunks: [[type, data]] }),
      )
      expect(megabytes).toBeLessThan(100)
    },
  )
})

describe('a large photo', () => {
  it.each([
    ['50 megapixels, baseline', { width: 8_660, height: 5_774 }, false],
    ['20 megapixels, progressive', { width: 5_472, height: 3_648 }, true],
  ])('of %s, is stored in bounded memory', async (...[, size, progressive]) => {
    const options = { progressive, chromaSubsampling: '4:4:4' }
    const jpeg = await plainPicture(size).jpeg(options).toBuffer()
    const { large, megabytes } = await alone(jpeg)
    expect(megabytes).toBeLessThan(mostMegabytes)
    expect(await sharp(large).metadata()).toMatchObject({
      format: 'jpeg',
      width: 2_048,
      height: 1_365,
    })
  })

  it.each([
    ['1×60,000', { width: 1, height: 60_000 }, { width: 1, height: 2_048 }],
    ['60,000×1', { width: 60_000, height: 1 }, { width: 2_048, height: 1 }],
  ])('of %s is stored within its limits', async (...[, size, kept]) => {
    for (const picture of [plainPicture(size).png(), plainPicture(size).jpeg()]) {
      const { large, thumbnail } = await alone(await picture.toBuffer())
      expect(await sharp(large).metadata()).toMatchObject(kept)
      const small = await sharp(thumbnail).metadata()
      expect(Math.max(small.width, small.height)).toBe(360)
    }
  })
})

/** Sends bytes as a photo of a new pin; returns its state, and what is given out of it. */
async function send(bytes: Uint8Array, mime = 'image/jpeg') {
  const { anna } = town.phones
  const photo: TestPhoto = photoOf(bytes, mime)
  const id = await pinAs(held.store, anna, { photos: [announcementOf(photo)] })
  const { app } = held.testApp
  const headers = { cookie: anna.cookie, ...sameOrigin }
  const { statusCode } = await app.inject({
    method: 'PATCH',
    url: `/api/photos/${photo.photoId}`,
    headers: {
      ...headers,
      'content-type': 'application/offset+octet-stream',
      'upload-offset': '0',
    },
    payload: Buffer.from(bytes),
  })
  expect(statusCode).toBe(204)
  await app.jobs.settled()
  const reader = await new TestReader(held.store, anna, town.walk.id).pullAll()
  const pictures = []
  for (const variant of ['large', 'thumbnail']) {
    pictures.push(await app.inject({ url: `/api/photos/${photo.photoId}/${variant}`, headers }))
  }
  return { state: reader.observation(id)?.photos[0]?.state, pictures }
}

const small = () => plainPicture({ width: 60, height: 40 })
/** Several pictures in one file, each of its own colour. */
async function moving(count: number) {
  const frames = Array.from({ length: count }, (_, index) => {
    const background = { r: index * 6, g: 255 - index * 6, b: 90 }
    return sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toBuffer()
  })
  return sharp(await Promise.all(frames), { join: { animated: true } })
}

const script = '<script>alert(document.cookie)</script>'

describe('a file that is a photo and something else', () => {
  it.each<[string, () => Promise<Uint8Array>]>([
    [
      'a page behind its end',
      async () => Buffer.concat([await small().jpeg().toBuffer(), Buffer.from(script)]),
    ],
    ['a page in its comment', async () => withJpegComment(await small().jpeg().toBuffer(), script)],
    [
      'a page in its Exif',
      () =>
        small()
          .withExif({ IFD0: { ImageDescription: script, Artist: 'Anna' } })
          .jpeg()
          .toBuffer(),
    ],
    [
      'a program in its comment',
      async () => withJpegComment(await small().jpeg().toBuffer(), '<?php alert(); ?>#!/bin/sh'),
    ],
    [
      'an archive behind its end',
      async () =>
        Buffer.concat([await small().jpeg().toBuffer(), Buffer.from('PK\u0003\u0004alert')]),
    ],
    ['a page in a PNG text', async () => claimTextPng(await small().png().toBuffer())],
    [
      'a page behind a WebP',
      async () => Buffer.concat([await small().webp().toBuffer(), Buffer.from(script)]),
    ],
  ])('with %s is stored and served as the picture alone', async (_what, make) => {
    const { state, pictures } = await send(await make())
    expect(state).toBe('stored')
    for (const picture of pictures) {
      expect(picture.statusCode).toBe(200)
      expect(picture.rawPayload.toString('latin1')).not.toMatch(
        /alert|PK\u0003\u0004|script|php|Anna/,
      )
      expect(picture.headers).toMatchObject({
        'content-type': 'image/jpeg',
        'x-content-type-options': 'nosniff',
      })
      expect(String(picture.headers['content-security-policy'])).toContain("default-src 'self'")
    }
  })

  it.each<[string, () => Promise<Uint8Array> | Uint8Array]>([
    [
      'an SVG with script',
      () =>
        Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">${script}</svg>`),
    ],
    [
      'an SVG that reads a file',
      () =>
        Buffer.from(
          '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg xmlns="http://www.w3.org/2000/svg"><text>&x;</text></svg>',
        ),
    ],
    [
      'a GIF that is a script',
      () => Buffer.from('GIF89a/*\u0001\u0000\u0001\u0000*/=alert(1)//', 'latin1'),
    ],
    ['an animated GIF', () => moving(9).then((frames) => frames.gif().toBuffer())],
    ['a PDF', () => Buffer.from('%PDF-1.4\n1 0 obj\n<</Type/Catalog>>\nendobj\n')],
    ['a page', () => Buffer.from(`<!doctype html>${script}`)],
    [
      'a film',
      () =>
        Buffer.from('\u0000\u0000\u0000\u0018ftypmp42\u0000\u0000\u0000\u0000mp42isom', 'latin1'),
    ],
    [
      'a program of ImageMagick',
      () =>
        Buffer.from(
          "push graphic-context\nviewbox 0 0 9 9\nfill 'url(https://x/|ls)'\npop graphic-context",
        ),
    ],
    ['one byte', () => new Uint8Array([0xff])],
    ['zeros', () => new Uint8Array(50_000)],
    ['half a photo', async () => (await small().jpeg().toBuffer()).subarray(0, 200)],
  ])(
    'is rejected when it is %s, whatever type it claims, and nobody gets it',
    async (_what, make) => {
      const bytes = await make()
      for (const mime of ['image/jpeg', 'image/png']) {
        // Two photos of the same bytes are two photos.
        const { state, pictures } = await send(bytes, mime)
        expect(state).toBe('rejected')
        expect(pictures.map(({ statusCode }) => statusCode)).toEqual([404, 404])
      }
    },
  )

  it('that is animated is stored as its first picture', async () => {
    const webp = await (await moving(40)).webp().toBuffer()
    expect((await sharp(webp).metadata()).pages).toBeGreaterThan(10)
    const { state, pictures } = await send(webp, 'image/webp')
    expect(state).toBe('stored')
    const meta = await sharp(pictures[0]?.rawPayload).metadata()
    expect(meta).toMatchObject({ format: 'jpeg', width: 60, height: 40 })
    expect(meta.pages).toBeUndefined()
  })

  it('with a wrong type is recognised by its bytes', async () => {
    for (const [bytes, mime] of [
      [await small().png().toBuffer(), 'image/heic'],
      [await small().webp().toBuffer(), 'image/png'],
      [await small().avif().toBuffer(), 'image/jpeg'],
    ] as const) {
      const { state, pictures } = await send(bytes, mime)
      expect(state).toBe('stored')
      expect((await sharp(pictures[0]?.rawPayload).metadata()).format).toBe('jpeg')
    }
  })
})

/** A PNG with a page in a text chunk, which browsers that guess would run. */
function claimTextPng(png: Buffer): Buffer {
  const withText = claimedPng({
    width: 1,
    height: 1,
    depth: 8,
    chunks: [['tEXt', Buffer.from(`Comment\u0000${script}`)]],
  })
  const start = withText.indexOf('tEXt') - 4
  const end = withText.indexOf('IDAT') - 4
  const afterHead = 8 + 25
  return Buffer.concat([
    png.subarray(0, afterHead),
    withText.subarray(start, end),
    png.subarray(afterHead),
  ])
}
