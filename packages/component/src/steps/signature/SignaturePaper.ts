import type SignaturePad from 'signature_pad'
import type { PointGroup } from 'signature_pad'

interface Size {
  readonly width: number
  readonly height: number
}

/** What was written, with the paper it was written on, in CSS pixels. */
export interface Writing {
  readonly strokes: readonly PointGroup[]
  readonly size: Size
}

/** Moves a writing to another paper: as large as fits, in the middle, in its own proportions. */
export function fitWriting({ strokes, size }: Writing, to: Size): PointGroup[] {
  const scale = Math.min(to.width / size.width, to.height / size.height)
  const left = (to.width - size.width * scale) / 2
  const top = (to.height - size.height * scale) / 2
  return strokes.map((stroke) => ({ ...stroke, points: stroke.points.map((point) => ({ ...point, x: left + point.x * scale, y: top + point.y * scale })) }))
}

/**
 * The pad on one canvas at a time. The writing is kept apart from it, so that it survives turning the phone and moving between the small and the large paper.
 */
export class SignaturePaper {
  #writing: Writing = { strokes: [], size: { width: 1, height: 1 } }
  #pad: SignaturePad | null = null
  #canvas: HTMLCanvasElement | null = null
  #resize: ResizeObserver | null = null
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  get isEmpty(): boolean {
    return this.#writing.strokes.length === 0
  }

  get writing(): Writing {
    return this.#writing
  }

  /** Puts the writing on a canvas and lets one write there. */
  async attach(canvas: HTMLCanvasElement): Promise<void> {
    if (this.#canvas === canvas) return
    this.detach()
    this.#canvas = canvas
    const { default: Pad } = await import('signature_pad')
    if (this.#canvas !== canvas) return
    const pad = new Pad(canvas, { penColor: '#101c47', minWidth: 1.4, maxWidth: 3.2 })
    this.#pad = pad
    unturn(pad, canvas)
    pad.addEventListener('endStroke', () => this.#keep())
    this.#resize = new ResizeObserver(() => this.#fit())
    this.#resize.observe(canvas)
    this.#fit()
  }

  detach(): void {
    this.#resize?.disconnect()
    this.#pad?.off()
    this.#resize = this.#pad = this.#canvas = null
  }

  undo(): void {
    this.#set(this.#writing.strokes.slice(0, -1))
  }

  clear(): void {
    this.#set([])
  }

  #set(strokes: readonly PointGroup[]): void {
    this.#writing = { ...this.#writing, strokes }
    this.#pad?.fromData([...strokes])
    this.#changed()
  }

  #keep(): void {
    this.#writing = { strokes: this.#pad!.toData(), size: sizeOf(this.#canvas!) }
    this.#changed()
  }

  #fit(): void {
    const canvas = this.#canvas
    if (!canvas || !this.#pad) return
    const size = sizeOf(canvas)
    if (size.width === 0 || size.height === 0) return
    const density = globalThis.devicePixelRatio || 1
    canvas.width = Math.round(size.width * density)
    canvas.height = Math.round(size.height * density)
    canvas.getContext('2d')!.scale(density, density)
    this.#writing = { strokes: this.isEmpty ? [] : fitWriting(this.#writing, size), size }
    this.#pad.fromData([...this.#writing.strokes])
  }
}

const sizeOf = (canvas: HTMLCanvasElement): Size => ({ width: canvas.clientWidth, height: canvas.clientHeight })

/** Where the large paper is turned a quarter by style (a phone held upright), points of the screen are turned back. */
function unturn(pad: SignaturePad, canvas: HTMLCanvasElement): void {
  const hooks = pad as unknown as { _createPoint(x: number, y: number, pressure: number): unknown }
  const plain = hooks._createPoint.bind(pad)
  hooks._createPoint = (x, y, pressure) => {
    const { left, top, right, width } = canvas.getBoundingClientRect()
    const turned = Math.abs(width - canvas.clientHeight) < 2 && Math.abs(width - canvas.clientWidth) > 2
    return turned ? plain(left + (y - top), top + (right - x), pressure) : plain(x, y, pressure)
  }
}
