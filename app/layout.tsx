import '@fontsource-variable/inter/wght.css'
import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Providers } from '@/components/shell/providers'
import { Announcer } from '@/components/ui/announcer'
import { Toaster } from '@/components/ui/toaster'
import { THEME_COOKIE, themeIn } from '@/lib/client/theme'
import './globals.css'

export const metadata: Metadata = {
  title: { template: '%s · Aviary', default: 'Aviary' },
  description: 'Staged canary rollouts for software that many publishers share.',
  robots: { index: false, follow: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f7f5' },
    { media: '(prefers-color-scheme: dark)', color: '#101010' },
  ],
}

export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  // Reading a cookie has every page rendered when it is asked for: its scripts carry the nonce of this answer's policy.
  const theme = themeIn((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en" data-theme={theme} suppressHydrationWarning>
      <body className="min-h-dvh font-sans text-14">
        <div id="page" className="isolate">
          <Providers>{children}</Providers>
        </div>
        <Toaster />
        <Announcer />
      </body>
    </html>
  )
}
