import type { Page } from '@playwright/test'

/** How the pixels of two pictures of one size differ. */
export interface PixelChange {
  /** Pixels whose contrast with what they were is 3:1 or more. */
  readonly changed: number
  readonly all: number
}

/** Compares PNG pictures in a blank page of the browser, which reads them without anybody's policy. */
export async function pixelChange(bench: Page, before: Buffer, after: Buffer): Promise<PixelChange> {
  return bench.evaluate(
    async (pictures) => {
      const [one = [], other = []] = await Promise.all(
        pictures.map(async (picture) => {
          const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0))
          const bitmap = await createImageBitmap(new Blob([bytes]))
          const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
          canvas?.drawImage(bitmap, 0, 0)
          const { data = [] } = canvas?.getImageData(0, 0, bitmap.width, bitmap.height) ?? {}
          const linear = (part = 0) => (part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4)
          return Array.from({ length: data.length / 4 }, (_, at) => {
            const [red, green, blue] = [0, 1, 2].map((part) => linear(data[at * 4 + part]))
            return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0)
          })
        }),
      )
      const isChanged = (from: number, to: number) => (Math.max(from, to) + 0.05) / (Math.min(from, to) + 0.05) >= 3
      return { changed: one.filter((from, at) => isChanged(from, other[at] ?? from)).length, all: one.length }
    },
    [before.toString('base64'), after.toString('base64')],
  )
}
