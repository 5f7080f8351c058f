import { css } from 'lit'

/** What only the screens after the first two need. The contract page keeps its own colours in every theme. */
export const laterStyles = css`
  dialog.pop { position: fixed; inset: 20px 0 0; width: 100%; height: auto; max-height: none; margin: 0; border-radius: 16px 16px 0 0; overflow: hidden; flex-direction: column; }
  dialog.pop[open] { display: flex; }
  .pop > header { padding: 10px 8px 8px 16px; }
  .pop .inside { flex: 1; min-height: 0; overflow: auto; padding: 0 16px 12px; }
  @media (min-width: 720px) { dialog.pop { inset: 0; margin: auto; width: 560px; height: fit-content; max-height: calc(100dvh - 48px); border-radius: 16px; } }
  .big { display: flex; justify-content: space-between; align-items: end; gap: 10px; padding: 10px 14px; border-radius: var(--_radius); background: var(--_action-tint); }
  .big .xl { font-size: calc(var(--_text) * 2); line-height: 1.15; color: var(--_action); }
  .big > :last-child { text-align: right; }
  table { width: 100%; border-collapse: collapse; margin: 8px 0; font-size: calc(var(--_text) * 0.94); line-height: 1.4; }
  th, td { padding: 5px 0; border-bottom: 1px solid var(--_line); text-align: left; vertical-align: top; font-weight: 700; }
  td { text-align: right; padding-left: 12px; white-space: nowrap; }
  th small { display: block; font-weight: 400; color: var(--_ink-soft); font-size: var(--_xs); }
  thead th, thead td { padding: 2px 0; font-weight: 400; color: var(--_ink-soft); font-size: var(--_xs); border-bottom: 1.5px solid var(--_ink-soft); }
  .timer { display: flex; align-items: center; gap: 12px; margin: -2px 0 10px; }
  .ring { width: 44px; height: 44px; flex: none; }
  .ring circle { fill: none; stroke-width: 5; stroke: var(--_line); }
  .ring .arc { stroke: var(--_action); stroke-linecap: round; }
  .ring path { fill: none; stroke: var(--_action); stroke-width: 4; stroke-linecap: round; stroke-linejoin: round; }
  .ring text { font: 700 19px var(--_font); fill: var(--_ink); }
  .tools { position: sticky; top: 0; z-index: 1; display: flex; flex-wrap: wrap; align-items: center; padding: 5px 8px 5px 16px; background: var(--_paper); border-bottom: 1px solid var(--_line); }
  .tools .switch { font-size: calc(var(--_text) * 0.94); }
  .tools .tool { padding: 0 8px; }
  .tools .which { flex-basis: 100%; display: flex; gap: 0 8px; padding: 2px 8px 4px 0; }
  .tools .which b { min-width: 0; overflow-wrap: anywhere; }
  .finder { flex-basis: 100%; display: flex; flex-wrap: wrap; align-items: center; gap: 0 4px; padding-block: 5px; }
  .finder .field { flex: 1; min-width: 0; min-height: 44px; }
  .finder [role='status'] { flex-basis: 100%; order: 1; }
  .finder [role='status']:empty { display: none; }
  .wide-only { display: none; }
  .read { flex: 1; display: flex; min-width: 0; }
  .read .main { position: relative; padding: 0; background: var(--_line); max-width: none; }
  .read .main > * + * { margin-top: 0; }
  .viewport { position: relative; overflow: auto hidden; touch-action: pan-x pan-y; background: #fff; }
  .paper { position: relative; background: #fff; }
  .paper canvas, .whole canvas { display: block; }
  .paper .clause, .paper .wash, .paper .found { position: absolute; border-radius: 1px; pointer-events: none; mix-blend-mode: multiply; }
  .paper .wash { background: #e5f0eb; mix-blend-mode: color; }
  .paper .clause { background: #fff0bd; border-left: 4px solid #b98400; }
  .paper .clause[data-seen='true'] { background: #e5f0eb; border-left-color: #0a5c45; }
  .paper .clause[data-now='true'] { outline: 3px solid #b98400; outline-offset: 2px; }
  .paper .found { background: #a8d0ff; }
  .float { position: sticky; bottom: 150px; width: max-content; margin: -44px auto 10px; padding: 6px 14px; border-radius: 99px; background: var(--_ink); color: var(--_paper); pointer-events: none; }
  .flow { padding: 16px; background: var(--_ground); font: calc(var(--_text) * 1.03) / 1.65 var(--_contract); }
  .flow > * + * { margin-top: 10px; }
  .flow h3 { font-family: var(--_font); color: var(--_action); }
  .flow .xs { font-family: var(--_font); }
  .flow .clause { background: var(--_mark); border-left: 5px solid var(--_wait); border-radius: 3px; margin-inline: -8px; padding: 8px 12px; font-weight: 700; }
  .flow .clause[data-seen='true'] { background: var(--_action-tint); border-left-color: var(--_action); }
  .flow mark { background: var(--_info); color: var(--_paper); }
  .list { display: none; }
  .hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  footer.clause-sheet { border-top: 4px solid var(--_wait); max-height: 70dvh; overflow: auto; box-shadow: 0 -6px 20px rgb(12 24 18 / 16%); }
  .clause-sheet h3 { margin-block: 6px 4px; }
  .quote { font: calc(var(--_text) * 1.06) / 1.65 var(--_contract); }
  .quote mark { background: var(--_mark); color: inherit; font-weight: 700; white-space: nowrap; }
  .tag.wait { background: var(--_mark); color: var(--_wait); }
  .clause-sheet .pair { margin-top: 12px; }
  .amount { border-top: 1px solid var(--_line); margin-top: 10px; padding-top: 8px; }
  .back { margin-left: -8px; }
  .switch.wide { width: 100%; }
  .pad { position: relative; height: 190px; border: 1.5px solid var(--_edge); border-radius: var(--_radius); background: #fff; overflow: hidden; touch-action: none; }
  .pad canvas { position: absolute; inset: 0; width: 100%; height: 100%; touch-action: none; }
  .pad .line { position: absolute; left: 20px; right: 20px; bottom: 42px; border-bottom: 1.5px dashed #75837c; pointer-events: none; }
  .pad .hint { position: absolute; left: 20px; bottom: 11px; color: #4b5a53; pointer-events: none; }
  .pad.typed { height: 130px; display: grid; place-items: center; font: 46px/1.2 'KaiTi', 'STKaiti', 'Kaiti SC', var(--_contract); color: #101c47; white-space: nowrap; }
  .pad.typed span { margin-top: -22px; } .pad.typed .line { bottom: 30px; }
  .three { display: grid; grid-template-columns: 1fr 0.8fr 1fr; gap: 8px; }
  .three .button { font-weight: 400; padding: 6px 4px; font-size: calc(var(--_text) * 0.94); }
  dialog.land { position: fixed; inset: 0; width: 100dvw; height: 100dvh; max-width: none; max-height: none; padding: 0; background: var(--_ground); overflow: hidden; }
  .land .turned { display: flex; flex-direction: column; width: 100dvw; height: 100dvh; padding: 6px 16px 14px; }
  .land .pad { flex: 1; height: auto; } .land .pad .line { bottom: 26px; }
  .land .three { display: flex; gap: 10px; margin-top: 12px; } .land .button { width: auto; padding: 6px 22px; } .land .button.go { min-width: min(220px, 40%); font-weight: 700; }
  @media (orientation: portrait) { .land .turned { width: 100dvh; height: 100dvw; position: absolute; left: 100dvw; top: 0; transform-origin: 0 0; transform: rotate(90deg); } }
  .whole { position: relative; overflow: hidden; border: 1px solid var(--_line); border-radius: var(--_radius); background: #fff; }
  .papers > * + * { border-top: 1px solid var(--_line); } .papers > * { padding: 8px 0; } .papers .row { align-items: baseline; }
  .fingerprint { padding: 4px 14px 10px; }
  .proofs { padding: 6px 14px; } .proofs > * { display: flex; gap: 8px; padding: 7px 0; align-items: flex-start; } .proofs > * + * { border-top: 1px solid var(--_line); } .proofs .icon { margin-top: 1px; }
  .proofs .icon[data-name='check'] { color: var(--_action); } .proofs .icon[data-name='clock'] { color: var(--_wait); }
  .signed .round { flex: none; width: 48px; height: 48px; margin: 0; background: var(--_action); color: var(--_on-action); } .signed .icon { width: 28px; height: 28px; stroke-width: 2.6; }
  .round.good { background: var(--_action-tint); color: var(--_action); } .round.red { background: var(--_red-tint); color: var(--_red); } .round.info { background: var(--_info-tint); color: var(--_info); }
  .hash.grid { display: grid; grid-template-columns: repeat(4, auto); justify-content: space-between; }
  .hash .differs { background: var(--_red); color: var(--_paper); border-radius: 3px; box-shadow: 0 0 0 2px var(--_red); }
  .hash .same { color: inherit; }
  .options { display: grid; gap: 8px; } .options .button { justify-content: flex-start; text-align: left; padding-inline: 14px; }
  .state h2 { font-size: calc(var(--_text) * 1.3); }
  .l { font-size: calc(var(--_text) * 1.3); font-weight: 700; }
  @container (min-width: 720px) {
    .tools { padding: 7px 14px 7px 22px; }
    .wide-only { display: flex; }
    .read .main { margin: 0; padding: 16px; }
    .viewport, .flow { box-shadow: 0 1px 4px rgb(0 0 0 / 16%); }
    .list { display: flex; flex-direction: column; flex: 0 0 232px; padding: 16px; background: var(--_paper); border-left: 1px solid var(--_line); }
    .list > .inner { position: sticky; top: 100px; }
    .list h3 { margin-bottom: 6px; }
    .list li { display: flex; gap: 10px; padding: 10px 0; border-bottom: 1px solid var(--_line); line-height: 1.35; font-size: calc(var(--_text) * 0.94); }
    .list .dot { display: grid; place-items: center; width: 28px; height: 28px; flex: none; border-radius: 50%; background: var(--_ground); color: var(--_ink-soft); } .list .dot .icon { width: 16px; height: 16px; }
    .list [data-state='done'] .dot { background: var(--_action-tint); color: var(--_action); } .list [data-state='now'] .dot { background: var(--_mark); color: var(--_wait); }
    .list .documents { margin-bottom: 16px; } .list .documents [data-state='now'] { font-weight: 700; }
    .list .numbers { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 16px; }
    .list .numbers button { min-width: 44px; min-height: 44px; border: 1px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); cursor: pointer; font-variant-numeric: tabular-nums; }
    .list .numbers [aria-current] { background: var(--_ink); color: var(--_paper); font-weight: 700; } .list .numbers [data-read='true']:not([aria-current]) { background: var(--_action-tint); border-color: var(--_action); color: var(--_action); } .list .numbers [aria-disabled='true'] { border-color: var(--_line); background: var(--_ground); color: var(--_ink-soft); cursor: default; }
    .reading-foot { display: flex; align-items: center; gap: 14px; padding: 12px 22px; } .reading-foot > * { max-width: none; width: auto; margin: 0; } .reading-foot .timer { flex: 1; } .reading-foot .button { width: 250px; margin: 0; }
  }
  @media (prefers-reduced-motion: no-preference) { .ring .arc { transition: stroke-dasharray 0.3s linear; } }
`
