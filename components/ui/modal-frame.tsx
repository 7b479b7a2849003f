'use client'

import type * as Radix from '@radix-ui/react-alert-dialog'
import type { ComponentProps, ComponentType, ReactNode } from 'react'
import { passNonceToStyles } from '@/lib/client/style-nonce'
import { useFocusReturn } from './focus-return'
import { InertPage } from './inert-page'

// Radix locks the scrolling of the page behind with a `<style>`.
passNonceToStyles()

export interface ModalProps {
  readonly title: string
  readonly description: ReactNode
  /** What opened it, where that is not what has the focus now: a menu's button, not its item. */
  readonly opener?: HTMLElement | null
  readonly onClose: () => void
  /** Told before `onClose` where Escape was pressed, and not a button. */
  readonly onEscape?: (() => void) | undefined
  readonly children: ReactNode
}

type Part = 'Root' | 'Portal' | 'Overlay' | 'Content' | 'Title' | 'Description'

interface ModalFrameProps extends ModalProps {
  /** The parts of the kind of dialog that it is. */
  readonly parts: { readonly [Name in Part]: ComponentType<ComponentProps<(typeof Radix)[Name]>> }
}

/** Escape closes an open list of suggestions first, and only then the layer around it. */
function isForList({ target }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && target.getAttribute('aria-expanded') === 'true'
}

/** What every modal layer has, open while it is rendered. The scrim scrolls: a tall one is reached on a small screen. */
export function ModalFrame({ parts, title, description, opener, onClose, onEscape, children }: ModalFrameProps) {
  const { Root, Portal, Overlay, Content, Title, Description } = parts
  const returnFocus = useFocusReturn(opener)
  return (
    <Root open onOpenChange={onClose}>
      <Portal>
        <Overlay className="fixed inset-0 z-20 grid animate-appear place-items-center overflow-y-auto scroll-pb-24 bg-scrim p-4">
          <Content
            onEscapeKeyDown={(event) => (isForList(event) ? event.preventDefault() : onEscape?.())}
            onCloseAutoFocus={returnFocus}
            className="grid w-full max-w-xl gap-4 rounded-large border border-hairline bg-raised p-4 shadow-floating middle:p-6"
          >
            <div className="grid gap-1">
              <Title className="text-20 font-semibold wrap-anywhere">{title}</Title>
              <Description className="text-muted wrap-anywhere">{description}</Description>
            </div>
            {children}
            <InertPage />
          </Content>
        </Overlay>
      </Portal>
    </Root>
  )
}
