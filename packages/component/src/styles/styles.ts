import { css } from 'lit'

/** The look: tokens decide, everything below is made of them. Themes set custom properties and write no rule. */
export const styles = css`
  :host {
    --_ground: var(--ls-ground, #f2f4f1); --_paper: var(--ls-paper, #fff); --_ink: var(--ls-ink, #17231e); --_ink-soft: var(--ls-ink-soft, #4b5a53);
    --_line: var(--ls-line, #d5dcd8); --_edge: var(--ls-edge, #75837c); --_action: var(--ls-action, #0a5c45); --_on-action: var(--ls-on-action, #fff);
    --_action-tint: var(--ls-action-tint, #e5f0eb); --_info: var(--ls-info, #1c4f7c); --_info-tint: var(--ls-info-tint, #e7eff6); --_mark: var(--ls-mark, #fff0bd);
    --_wait: var(--ls-wait, #7a4e00); --_red: var(--ls-red, #b3231b); --_red-tint: var(--ls-red-tint, #fbeceb);
    --_font: var(--ls-font, 'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif);
    --_contract: var(--ls-font-contract, 'Songti SC', 'Noto Serif SC', 'Noto Serif CJK SC', 'SimSun', serif);
    --_code: var(--ls-font-code, ui-monospace, 'SF Mono', 'Roboto Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace);
    --_text: var(--ls-text, 17px); --_space: var(--ls-space, 8px); --_radius: var(--ls-radius, 10px); --_target: var(--ls-target, 48px);
    display: flex; flex-direction: column; min-height: 100%; background: var(--_ground); color: var(--_ink); font: var(--_text) / 1.55 var(--_font);
    line-break: strict; -webkit-text-size-adjust: 100%; container-type: inline-size;
  }
  :host([hidden]) { display: none; }
  :host([data-size='elder']) { --_text: 21px; --_target: 58px; }
  *, *::before, *::after { box-sizing: border-box; }
  h1, h2, h3, p, dl, dd, ul, table { margin: 0; padding: 0; }
  ul { list-style: none; }
  button, input { font: inherit; color: inherit; }
  h2 { font-size: calc(var(--_text) * 1.3); line-height: 1.35; text-wrap: balance; }
  h2:focus { outline: none; }
  h3 { font-size: var(--_text); }
  .xl { font-size: calc(var(--_text) * 1.75); line-height: 1.25; font-weight: 700; }
  .s { font-size: calc(var(--_text) * 0.885); line-height: 1.5; }
  .xs { font-size: max(14px, calc(var(--_text) * 0.825)); line-height: 1.45; }
  .soft { color: var(--_ink-soft); }
  .num { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .grow { flex: 1; min-width: 0; }
  .row { display: flex; align-items: center; gap: calc(var(--_space) * 1.5); }
  .icon { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; vertical-align: -0.22em; }
  header { display: flex; align-items: center; gap: 10px; padding: 8px 16px; background: var(--_paper); }
  .who { font-weight: 700; line-height: 1.3; }
  .help { display: flex; align-items: center; gap: 6px; min-height: 44px; padding: 4px 8px; border: 0; background: none; color: var(--_info); cursor: pointer; }
  .progress { padding: 4px 16px 10px; background: var(--_paper); border-bottom: 1px solid var(--_line); }
  .bars { display: flex; gap: 6px; margin-top: 6px; }
  .bars i { flex: 1; height: 4px; border-radius: 2px; background: var(--_line); }
  .bars i[data-state='done'], .bars i[data-state='now'] { background: var(--_action); }
  .bars i[data-state='now'] { height: 6px; margin-top: -1px; }
  .names { display: none; }
  .test { background: var(--_mark); color: var(--_wait); text-align: center; padding: 2px 12px; font-weight: 700; }
  .main { flex: 1; padding: 16px; min-width: 0; }
  .main > * + *, .stack > * + * { margin-top: calc(var(--_space) * 1.5); }
  footer { position: sticky; bottom: 0; display: grid; gap: 6px; padding: 10px 16px calc(10px + env(safe-area-inset-bottom)); background: var(--_paper); border-top: 1px solid var(--_line); }
  .card { background: var(--_paper); border: 1px solid var(--_line); border-radius: var(--_radius); padding: 14px 16px; }
  .button { display: flex; align-items: center; justify-content: center; gap: 8px; width: 100%; min-height: var(--_target); padding: 6px 16px; border: 1px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); color: var(--_ink); font-weight: 700; line-height: 1.25; text-align: center; text-wrap: balance; cursor: pointer; }
  .button.go { background: var(--_action); border-color: var(--_action); color: var(--_on-action); }
  .button[aria-disabled='true'] { background: var(--_line); border-color: var(--_line); color: var(--_ink-soft); cursor: default; }
  .button.plain { background: none; border-color: transparent; color: var(--_info); font-weight: 400; text-decoration: underline; text-underline-offset: 4px; min-height: 44px; }
  .button.small { width: auto; min-height: 44px; padding: 4px 14px; font-weight: 400; }
  a.button { text-decoration: none; }
  :focus-visible { outline: 3px solid var(--_info); outline-offset: 2px; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; }
  .facts { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; }
  .facts dt { color: var(--_ink-soft); white-space: nowrap; }
  .note { display: flex; gap: 10px; padding: 10px 12px; border-radius: var(--_radius); background: var(--_info-tint); font-size: calc(var(--_text) * 0.885); line-height: 1.5; }
  .note .icon { color: var(--_info); margin-top: 2px; }
  .note.warn { background: var(--_mark); } .note.warn .icon { color: var(--_wait); }
  .note.red { background: var(--_red-tint); } .note.red .icon { color: var(--_red); }
  .note.good { background: var(--_action-tint); } .note.good .icon { color: var(--_action); }
  .tag { display: inline-block; padding: 1px 8px; border-radius: 99px; background: var(--_line); font-size: 14px; white-space: nowrap; }
  .tag.needed { background: var(--_info-tint); color: var(--_info); }
  .field { width: 100%; min-height: var(--_target); padding: 6px 12px; border: 1px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); }
  .field[readonly] { background: var(--_ground); border-color: var(--_line); }
  label, .label { display: block; font-size: calc(var(--_text) * 0.885); margin-bottom: 4px; }
  .cells { position: relative; display: grid; grid-auto-flow: column; grid-auto-columns: 1fr; gap: 8px; }
  .cells i { display: flex; align-items: center; justify-content: center; min-height: 56px; border: 1px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); font: 700 calc(var(--_text) * 1.4) / 1 var(--_font); font-variant-numeric: tabular-nums; }
  .cells i.current { border: 2px solid var(--_info); }
  .cells input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; border: 0; font-size: 16px; }
  .cells:focus-within i.current { outline: 3px solid var(--_info); outline-offset: 2px; }
  .big { display: flex; justify-content: space-between; align-items: end; gap: 10px; padding: 12px 14px; border-radius: var(--_radius); background: var(--_action-tint); }
  .big .xl { color: var(--_action); }
  table { width: 100%; border-collapse: collapse; }
  th, td { padding: 8px 0; border-bottom: 1px solid var(--_line); text-align: left; vertical-align: top; font-weight: 700; }
  td { text-align: right; }
  th small { display: block; font-weight: 400; color: var(--_ink-soft); font-size: max(14px, calc(var(--_text) * 0.825)); }
  thead th, thead td { font-weight: 400; color: var(--_ink-soft); font-size: max(14px, calc(var(--_text) * 0.825)); }
  .timer { display: flex; align-items: center; gap: 12px; min-height: 44px; }
  .ring { width: 44px; height: 44px; flex: none; }
  .ring circle { fill: none; stroke-width: 4; stroke: var(--_line); }
  .ring .arc { stroke: var(--_action); }
  .ring text { font: 700 15px var(--_font); fill: var(--_ink); }
  .switch { display: flex; border: 1px solid var(--_edge); border-radius: var(--_radius); overflow: hidden; }
  .switch button { min-height: 44px; padding: 4px 16px; border: 0; background: var(--_paper); cursor: pointer; flex: 1; }
  .switch button[aria-pressed='true'], .switch button[aria-selected='true'] { background: var(--_ink); color: var(--_paper); font-weight: 700; }
  .viewport { overflow: hidden; background: #fff; border-block: 1px solid var(--_line); margin-inline: -16px; touch-action: pan-x pan-y pinch-zoom; }
  .sheet { position: relative; }
  .sheet canvas { display: block; }
  .sheet .clause { position: absolute; background: rgb(255 221 87 / 28%); border-left: 4px solid #b98400; border-radius: 2px; }
  .sheet .clause[data-seen='true'] { background: rgb(10 92 69 / 14%); border-left-color: #0a5c45; }
  .flow { font: calc(var(--_text) * 1.15) / 1.8 var(--_contract); }
  .flow p + p { margin-top: 0.7em; }
  .flow .clause { background: var(--_mark); border-left: 4px solid var(--_wait); padding: 8px 10px; font-weight: 700; }
  .flow .clause[data-seen='true'] { background: var(--_action-tint); border-left-color: var(--_action); }
  .quote { font: 700 calc(var(--_text) * 1.15) / 1.7 var(--_contract); }
  .hidden-text { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .pad { position: relative; height: 180px; border: 1px solid var(--_edge); border-radius: var(--_radius); background: #fff; overflow: hidden; touch-action: none; }
  .pad canvas { position: absolute; inset: 0; width: 100%; height: 100%; touch-action: none; }
  .pad .line { position: absolute; left: 8%; right: 8%; bottom: 42px; border-bottom: 1px solid #b9c4be; }
  .pad .hint { position: absolute; left: 8%; bottom: 10px; color: #4b5a53; }
  .typed { font: 44px/1.4 'KaiTi', 'STKaiti', 'Kaiti SC', var(--_contract); color: #101c47; text-align: center; padding: 24px 8px; overflow: hidden; white-space: nowrap; background: #fff; }
  .hash { display: flex; flex-wrap: wrap; gap: 4px 10px; font: calc(var(--_text) * 0.885) / 1.5 var(--_code); }
  .hash .differs { background: var(--_red); color: var(--_paper); border-radius: 3px; padding: 0 3px; }
  .round { display: inline-flex; align-items: center; justify-content: center; width: 56px; height: 56px; border-radius: 50%; background: var(--_mark); color: var(--_wait); font-size: 26px; }
  .round.red { background: var(--_red-tint); color: var(--_red); } .round.good { background: var(--_action); color: var(--_on-action); }
  .bar { display: flex; gap: 8px; padding: 10px 16px; background: var(--_mark); color: var(--_ink); }
  .error { color: var(--_red); font-weight: 700; }
  .menu { position: fixed; inset: 0; z-index: 5; display: flex; flex-direction: column; justify-content: end; background: rgb(0 0 0 / 45%); }
  .menu > div { display: grid; gap: 10px; padding: 16px 16px 24px; background: var(--_paper); border-radius: 16px 16px 0 0; }
  @container (min-width: 720px) {
    .names { display: flex; gap: 6px; font-size: 15px; color: var(--_ink-soft); }
    .names span { flex: 1; } .names span[aria-current] { color: var(--_ink); font-weight: 700; }
    .now { display: none; }
    .main { max-width: 760px; width: 100%; margin-inline: auto; }
    footer > * { max-width: 480px; width: 100%; margin-inline: auto; }
    .viewport { margin-inline: 0; border: 1px solid var(--_line); }
  }
  @media (prefers-reduced-motion: no-preference) { .ring .arc { transition: stroke-dasharray 0.9s linear; } }
`
