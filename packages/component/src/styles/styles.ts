import { css } from 'lit'

/** The look: tokens decide, everything below is made of them. Themes set custom properties and write no rule. What only later screens need comes with them. */
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
    --_s: max(14px, calc(var(--_text) * 0.885)); --_xs: max(14px, calc(var(--_text) * 0.825));
    display: flex; flex-direction: column; min-height: 100%; background: var(--_ground); color: var(--_ink); font: var(--_text) / 1.55 var(--_font);
    line-break: strict; text-autospace: normal; -webkit-text-size-adjust: 100%; container-type: inline-size;
  }
  :host([hidden]) { display: none; }
  :host([data-size='elder']) { --_text: 21px; --_target: 58px; }
  *, *::before, *::after { box-sizing: border-box; }
  h2, h3, p, dl, dd, ul, ol, table, dialog { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  button, input { font: inherit; color: inherit; }
  h2 { font-size: calc(var(--_text) * 1.3); line-height: 1.35; text-wrap: balance; }
  h2:focus, h3:focus { outline: none; }
  h3 { font-size: var(--_text); line-height: 1.35; }
  /* The quotes of a Chinese font are as wide as a character. */
  :host(:lang(en)) { font-variant-east-asian: proportional-width; }
  .xl { font-size: calc(var(--_text) * 1.75); line-height: 1.25; font-weight: 700; letter-spacing: -0.01em; }
  .s { font-size: var(--_s); line-height: 1.5; }
  .xs { font-size: var(--_xs); line-height: 1.45; }
  .soft { color: var(--_ink-soft); }
  .num { font-variant-numeric: tabular-nums; white-space: nowrap; }
  .nb { white-space: nowrap; }
  .grow { flex: 1; min-width: 0; }
  .row { display: flex; align-items: center; gap: calc(var(--_space) * 1.5); }
  .row.apart { justify-content: space-between; }
  .icon { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; vertical-align: -0.22em; }
  header { display: flex; align-items: center; gap: 10px; padding: 6px 8px 6px 16px; background: var(--_paper); }
  header .logo { display: grid; place-items: center; width: 32px; height: 32px; flex: none; border-radius: 7px; background: var(--_action); color: var(--_on-action); font: 700 17px/1 var(--_font); overflow: hidden; }
  header .xs, .who { line-height: 1.25; }
  .who { font-weight: 700; }
  .tool { display: flex; align-items: center; gap: 5px; min-height: 46px; min-width: 44px; padding: 0 10px; border: 0; background: none; color: var(--_info); font-size: var(--_s); white-space: nowrap; cursor: pointer; }
  .progress { padding: 0 16px 10px; background: var(--_paper); border-bottom: 1px solid var(--_line); }
  .bars { display: flex; gap: 4px; margin-top: 4px; }
  .bars i { flex: 1; height: 5px; border-radius: 3px; background: var(--_line); overflow: hidden; }
  .bars i[data-state='done'] { background: var(--_action); }
  .bars i[data-state='now']::after { content: ''; display: block; width: 50%; height: 100%; border-radius: 3px; background: var(--_action); }
  .names { display: none; }
  .test { background: var(--_mark); color: var(--_wait); text-align: center; padding: 2px 12px; font-weight: 700; }
  .main { flex: 1; padding: 16px; min-width: 0; }
  .main > * + *, .stack > * + * { margin-top: calc(var(--_space) * 1.5); }
  footer { position: sticky; bottom: 0; z-index: 1; padding: 12px 16px calc(14px + env(safe-area-inset-bottom)); background: var(--_paper); border-top: 1px solid var(--_line); }
  footer > .button + .button:not(.plain) { margin-top: 8px; }
  footer .button.plain { margin-block: 2px -10px; }
  .card { background: var(--_paper); border: 1px solid var(--_line); border-radius: var(--_radius); padding: calc(var(--_space) * 1.75) calc(var(--_space) * 2); }
  .ask { padding: 12px 14px; } .ask p { margin: 2px 0 10px; }
  .button { display: flex; align-items: center; justify-content: center; gap: 8px; width: 100%; min-height: var(--_target); padding: 6px 16px; border: 1px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); color: var(--_ink); font-size: var(--_text); font-weight: 700; line-height: 1.25; text-align: center; text-decoration: none; text-wrap: balance; cursor: pointer; }
  .button.go { background: var(--_action); border-color: var(--_action); color: var(--_on-action); }
  .button[aria-disabled='true'] { background: var(--_line); border-color: var(--_line); color: var(--_ink-soft); cursor: default; }
  .button.plain { background: none; border-color: transparent; color: var(--_info); font-weight: 400; text-decoration: underline; text-underline-offset: 4px; text-decoration-thickness: 1px; min-height: 46px; }
  .answer { font-weight: 400; border-width: 1.5px; min-height: max(46px, calc(var(--_target) - 2px)); }
  .answer[aria-pressed='true'], .answer[aria-checked='true'] { background: var(--_action-tint); border: 2px solid var(--_action); color: var(--_action); font-weight: 700; }
  .link { display: inline-flex; align-items: center; min-height: 44px; padding: 0; border: 0; background: none; color: var(--_info); font-size: var(--_s); text-align: left; text-decoration: underline; text-underline-offset: 3px; cursor: pointer; }
  :focus-visible { outline: 3px solid var(--_info); outline-offset: 2px; }
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 10px; } .ask .pair { gap: 8px; }
  .facts { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; }
  .facts dt { color: var(--_ink-soft); white-space: nowrap; }
  .facts dd { min-width: 0; }
  .note { display: flex; gap: 10px; padding: 10px 12px; border-radius: var(--_radius); background: var(--_info-tint); font-size: var(--_s); line-height: 1.5; }
  .note .icon { color: var(--_info); margin-top: 2px; }
  .note.warn { background: var(--_mark); } .note.warn .icon { color: var(--_wait); }
  .note.good { background: var(--_action-tint); } .note.good .icon { color: var(--_action); }
  .tag { display: inline-block; padding: 1px 8px; border-radius: 99px; background: var(--_line); font-size: max(14px, calc(var(--_text) * 0.8)); line-height: 1.55; white-space: nowrap; }
  .tag.needed { background: var(--_info-tint); color: var(--_info); }
  .field { width: 100%; min-height: var(--_target); padding: 6px 14px; border: 1.5px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); }
  .field[readonly] { background: none; border: 1px solid var(--_line); }
  label, .label { display: block; font-size: var(--_s); font-weight: 700; margin-bottom: 6px; }
  .cells { position: relative; display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); gap: 8px; }
  .cells i { display: grid; place-items: center; min-height: 54px; border: 1.5px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); font: 700 25px/1 var(--_font); font-variant-numeric: tabular-nums; }
  .cells input { position: absolute; inset: 0; width: 100%; height: 100%; opacity: 0; border: 0; font-size: 16px; }
  .cells:focus-within i.current { border: 3px solid var(--_info); }
  .cells:focus-within i.current:empty::after { content: ''; width: 2px; height: 24px; background: var(--_info); }
  .switch { display: flex; border: 1.5px solid var(--_edge); border-radius: var(--_radius); overflow: hidden; }
  .switch button { min-height: 44px; padding: 4px 14px; border: 0; background: var(--_paper); cursor: pointer; flex: 1; }
  .switch button:focus-visible { outline-offset: -5px; }
  .switch button[aria-pressed='true'], .switch button[aria-selected='true'] { background: var(--_ink); color: var(--_paper); font-weight: 700; }
  .round { display: grid; place-items: center; width: 60px; height: 60px; border-radius: 50%; background: var(--_mark); color: var(--_wait); margin-top: 6px; }
  .round .icon { width: 30px; height: 30px; }
  .bar { display: flex; gap: 10px; align-items: center; padding: 12px 16px; background: var(--_mark); color: var(--_wait); font-size: calc(var(--_text) * 0.94); }
  .error { color: var(--_red); font-weight: 700; }
  .code { font-family: var(--_code); font-variant-numeric: tabular-nums; }
  .hash { display: flex; flex-wrap: wrap; gap: 4px 10px; font: var(--_s) / 1.5 var(--_code); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  dialog { width: 100%; max-width: 100%; border: 0; color: var(--_ink); background: var(--_paper); }
  dialog::backdrop { background: rgb(12 24 18 / 55%); }
  dialog.sheet { margin: auto auto 0; max-height: calc(100dvh - 20px); border-radius: 16px 16px 0 0; padding: 16px 16px 24px; overflow: auto; }
  @media (min-width: 720px) { dialog.sheet { margin: auto; max-width: 480px; border-radius: 16px; } }
  @container (min-width: 720px) {
    .progress { padding: 16px 22px 12px; }
    .now, .bars { display: none; }
    .names { display: flex; font-size: var(--_s); }
    .names li { flex: 1; display: flex; align-items: center; gap: 8px; color: var(--_ink-soft); white-space: nowrap; }
    .names li:last-child { flex: none; }
    .names li:not(:last-child)::after { content: ''; flex: 1; height: 2px; background: var(--_line); margin-right: 10px; }
    .names i { display: grid; place-items: center; width: 28px; height: 28px; flex: none; border-radius: 50%; border: 2px solid var(--_edge); font: 700 15px/1 var(--_font); }
    .names .icon { width: 17px; height: 17px; stroke-width: 3; }
    .names [data-state='done'] { color: var(--_action); } .names [data-state='done'] i { background: var(--_action); border-color: var(--_action); color: var(--_on-action); }
    .names [data-state='done']:not(:last-child)::after { background: var(--_action); }
    .names [data-state='now'] { color: var(--_ink); font-weight: 700; } .names [data-state='now'] i { border-color: var(--_action); color: var(--_action); }
    .main { max-width: 640px; width: 100%; margin-inline: auto; padding-block: 24px; }
    footer > * { max-width: 608px; width: 100%; margin-inline: auto; }
  }
`
