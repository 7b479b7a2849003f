import type { RowOf } from '@/lib/changes/import/lists'
import { pick, randomFrom } from './random'

type Account = RowOf<'users'>

/** A way of writing names: given and family names, each as written and as in an e-mail address. */
interface Tradition {
  readonly weight: number
  readonly given: readonly string[]
  readonly family: readonly string[]
  readonly write: (given: string, family: string) => string
}

const words = (text: string) => text.split(' ')
const western = (given: string, family: string) => `${given} ${family}`
const familyFirst = (given: string, family: string) => `${family}${given}`

const TRADITIONS: readonly Tradition[] = [
  {
    weight: 90,
    given: words(
      'Amara Björn Chiara Diego Éloïse Fatou Gareth Hana Ingrid João Kwame Leilani Maëlle Niamh Oluwaseun Priya Quỳnh Rafael ' +
        'Siobhán Tomasz Ulrike Vusi Wanjiru Ximena Yusuf Zsófia Anika Bogdan Camila Dagný Emeka Farah Giulia Hamza Ilse Jomo ' +
        'Katarzyna Luka Mireia Nils Oyelaran Paola Ravi Sanne Thandiwe Uzoma Viktor Wiremu Yara Zeynep Alice Ben Clara Daniel',
    ),
    family: words(
      'Abara Bergström Castillo Đorđević Eze Fontaine Gupta Haddad Iversen Jansen Kowal Lindqvist Mbeki Nguyễn Okafor Petrov ' +
        'Quispe Rossi Şahin Tremblay Usman Varga Whitaker Ximénez Yilmaz Zając Adeyemi Bauer Costa Dlamini Espinoza Faleolo ' +
        'Grönberg Horváth Ibrahim Jovanović Kaya Larsen Müller Novák O’Brien Park Reyes Silva Tamihana Ueda Vu Williams Young',
    ),
    write: western,
  },
  {
    weight: 3,
    given: words('Оксана/oksana Дмитро/dmytro Ірина/iryna Богдан/bohdan Людмила/lyudmila Тарас/taras'),
    family: words('Шевченко/shevchenko Коваль/koval Мельник/melnyk Петренко/petrenko Бондар/bondar'),
    write: western,
  },
  {
    weight: 2,
    given: words('伟/wei 芳/fang 秀英/xiuying 明/ming 丽/li 建国/jianguo'),
    family: words('王/wang 李/li 张/zhang 刘/liu 陈/chen 欧阳/ouyang'),
    write: familyFirst,
  },
  {
    weight: 1,
    given: words('さくら/sakura 健太/kenta 美咲/misaki 翔/sho'),
    family: words('佐藤/sato 鈴木/suzuki 高橋/takahashi 渡辺/watanabe'),
    write: (given, family) => `${family} ${given}`,
  },
  {
    weight: 1,
    given: words('서연/seoyeon 민준/minjun 지우/jiwoo'),
    family: words('김/kim 이/lee 박/park'),
    write: familyFirst,
  },
  {
    weight: 1,
    given: words('Ελένη/eleni Γιώργος/giorgos Μαρία/maria'),
    family: words('Παπαδάκη/papadaki Νικολάου/nikolaou'),
    write: western,
  },
  {
    weight: 1,
    given: words('अनन्या/ananya राहुल/rahul मीरा/mira'),
    family: words('शर्मा/sharma वर्मा/varma'),
    write: western,
  },
  {
    weight: 1,
    given: words('ليلى/layla يوسف/yusuf نور/nur'),
    family: words('حداد/haddad منصور/mansur'),
    write: western,
  },
]

const WEIGHTED = TRADITIONS.flatMap((tradition) => Array.from({ length: tradition.weight }, () => tradition))

interface Group {
  readonly seed: number
  readonly count: number
  readonly isInternal: (nth: number) => boolean
}

/** Readers, a few of them staff. Ids from 1 on. */
export function users(): Account[] {
  const drawn = people({ seed: 3000, count: 3000, isInternal: (nth) => nth % 500 === 0 })
  const known: Account = { id: '1042', email: 'mira.okafor@example.edu', name: 'Mira Okafor', isInternal: false }
  return drawn.map((row) => (row.id === known.id ? known : row))
}

/** Writers, the staff's editors among them. Ids from 1 on. */
export function authors(): Account[] {
  return people({ seed: 150, count: 150, isInternal: (nth) => nth % 10 === 1 })
}

function people({ seed, count, isInternal }: Group): Account[] {
  const random = randomFrom(seed)
  return Array.from({ length: count }, (_, index) => {
    const { given, family, write } = pick(random, WEIGHTED)
    const [first, last] = [pick(random, given), pick(random, family)]
    const isUnreachable = random() < 0.03
    const nth = index + 1
    const address = `${ascii(first)}.${ascii(last)}${nth}@${isInternal(nth) ? 'example.org' : 'example.edu'}`
    const name = write(written(first), written(last))
    return { id: `${nth}`, email: isUnreachable ? null : address, name, isInternal: isInternal(nth) }
  })
}

function written(name: string): string {
  return name.split('/')[0] ?? name
}

function ascii(name: string): string {
  const latin = (name.split('/')[1] ?? name).toLowerCase().replaceAll('đ', 'd').replaceAll('ı', 'i')
  return latin.normalize('NFD').replaceAll(/[^a-z]/g, '')
}
