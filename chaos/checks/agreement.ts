import type { Answer, History, ProbeEvent } from '../history'

const same = (a: Answer | null, b: Answer | null) => JSON.stringify(a) === JSON.stringify(b)

/** Whether all nodes gave the same answers, each by the database's own revision. */
export function isAgreed({ revision, answers }: ProbeEvent): boolean {
  const [first] = answers
  return answers.every(({ answers: own }) =>
    own.every((answer, nth) => answer?.revision === revision && same(answer, first?.answers[nth] ?? null)),
  )
}

/** After each fault's end all nodes are of one mind within the bound, and the probe that says so shows it. */
export function checkAgreement({ faults, probes, start }: History): string[] {
  return faults.flatMap(({ name, endMs, agreedAfterMs }) => {
    const says = (text: string) => [`after ${name} at ${Math.round(endMs)} ms: ${text}`]
    if (agreedAfterMs === null) return says('the nodes never agreed')
    if (agreedAfterMs > start.agreementMs) return says(`the nodes agreed only after ${Math.round(agreedAfterMs)} ms`)
    const shown = probes.some((probe) => probe.atMs >= endMs && probe.atMs <= endMs + agreedAfterMs && isAgreed(probe))
    return shown ? [] : says('no probe shows that they agreed')
  })
}
