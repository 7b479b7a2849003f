import { env } from '@/lib/env'

/** The console's part of the traces, where OpenTelemetry's own variables say where to send them. Next calls it once. */
export async function register(): Promise<void> {
  if (!env().hasOtel) return
  const { registerOTel } = await import('@vercel/otel')
  registerOTel({ serviceName: 'aviary-console' })
}
