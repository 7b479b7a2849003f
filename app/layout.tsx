import '@fontsource-variable/inter/wght.css'
import type { Metadata, Viewport } from 'next'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import './globals.css'

export const metadata: Metadata = {
  title: { template: '%s · Aviary', default: 'Aviary' },
  description: 'Staged canary rollouts for software that many publishers share.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f6f6f3' },
    { media: '(prefers-color-scheme: dark)', color: '#0e0e0c' },
  ],
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Every page is rendered when it is asked for: its scripts carry the nonce of this answer's policy.
  await connection()
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans text-14">
        <div id="page">
          <Providers>{children}</Providers>
        </div>
      </body>
    </html>
  )
}
