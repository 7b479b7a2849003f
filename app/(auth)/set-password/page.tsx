import type { Metadata } from 'next'
import { PlainFrame } from '@/components/shell/plain-frame'
import { SetPasswordForm } from '@/components/sign-in/set-password-form'
import { setPasswordAction } from './actions'

export const metadata: Metadata = { title: 'Set your password' }

export default function SetPasswordPage() {
  return (
    <PlainFrame>
      <SetPasswordForm setPassword={setPasswordAction} />
    </PlainFrame>
  )
}
