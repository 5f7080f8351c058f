import { css } from 'lit'

/** The verifier's look, made of the same tokens as the signing element. */
export const verifierStyles = css`
  :host {
    --_ground: var(--ls-ground, #f2f4f1); --_paper: var(--ls-paper, #fff); --_ink: var(--ls-ink, #17231e); --_soft: var(--ls-ink-soft, #4b5a53);
    --_line: var(--ls-line, #d5dcd8); --_edge: var(--ls-edge, #75837c); --_action: var(--ls-action, #0a5c45); --_on: var(--ls-on-action, #fff); --_tint: var(--ls-action-tint, #e5f0eb);
    --_info: var(--ls-info, #1c4f7c); --_info-tint: var(--ls-info-tint, #e7eff6); --_mark: var(--ls-mark, #fff0bd); --_wait: var(--ls-wait, #7a4e00); --_red: var(--ls-red, #b3231b); --_red-tint: var(--ls-red-tint, #fbeceb);
    --_font: var(--ls-font, 'PingFang SC', 'HarmonyOS Sans SC', 'MiSans', 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', system-ui, sans-serif);
    --_code: var(--ls-font-code, ui-monospace, 'SF Mono', 'Roboto Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace);
    --_text: var(--ls-text, 17px); --_target: var(--ls-target, 48px); --_radius: var(--ls-radius, 10px);
    display: block; background: var(--_ground); color: var(--_ink); font: var(--_text) / 1.55 var(--_font); line-break: strict; border: 1px solid var(--_line); border-radius: 12px; overflow: hidden; container-type: inline-size;
  }
  :host([hidden]) { display: none; }
  *, *::before, *::after { box-sizing: border-box; }
  h2, h3, p, ul, ol, dl, dd, figure, table { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  button, input { font: inherit; color: inherit; }
  h2 { font-size: calc(var(--_text) * 1.3); line-height: 1.35; text-wrap: balance; }
  h2:focus { outline: none; }
  h3 { font-size: var(--_text); }
  /* The quotes of a Chinese font are as wide as a character. */
  :host(:lang(en)) { font-variant-east-asian: proportional-width; }
  .s { font-size: calc(var(--_text) * 0.885); line-height: 1.5; }
  .xs { font-size: max(14px, calc(var(--_text) * 0.825)); line-height: 1.45; }
  .soft { color: var(--_soft); } .num { font-variant-numeric: tabular-nums; white-space: nowrap; } .bad { color: var(--_red); font-weight: 700; } .grow { flex: 1; min-width: 0; }
  .code { font-family: var(--_code); font-size: 0.94em; overflow-wrap: anywhere; }
  .row { display: flex; align-items: center; gap: 12px; flex-wrap: wrap; }
  .stack > * + * { margin-top: 12px; }
  .icon { width: 1.25em; height: 1.25em; flex: none; fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; vertical-align: -0.22em; }
  .top { display: flex; gap: 12px; align-items: center; padding: 12px 20px; background: var(--_paper); border-bottom: 1px solid var(--_line); line-height: 1.3; text-wrap: balance; }
  .mark { width: 36px; height: 36px; border-radius: 9px; background: var(--_action); color: var(--_on); display: grid; place-items: center; flex: none; }
  .name { overflow-wrap: anywhere; }
  .tag { display: inline-flex; align-items: center; gap: 5px; padding: 2px 10px; border-radius: 99px; font-size: 14px; background: var(--_line); white-space: nowrap; }
  .tag.passed { background: var(--_tint); color: var(--_action); } .tag.failed { background: var(--_red-tint); color: var(--_red); } .tag.open { background: var(--_mark); color: var(--_wait); }
  .body { padding: 20px; }
  .button { display: inline-flex; align-items: center; justify-content: center; gap: 8px; min-height: var(--_target); padding: 6px 18px; border: 1px solid var(--_edge); border-radius: var(--_radius); background: var(--_paper); color: var(--_ink); font-weight: 700; line-height: 1.25; cursor: pointer; text-align: center; }
  .button.go { background: var(--_action); border-color: var(--_action); color: var(--_on); }
  .link { border: 0; background: none; padding: 0; min-height: 44px; color: var(--_info); text-decoration: underline; text-underline-offset: 3px; cursor: pointer; }
  :focus-visible { outline: 3px solid var(--_info); outline-offset: 2px; }
  input[type='file'] { position: absolute; width: 1px; height: 1px; opacity: 0; }
  .drop { border: 2px dashed var(--_edge); border-radius: 14px; background: var(--_paper); display: grid; justify-items: center; gap: 8px; padding: 28px 16px 22px; margin-top: 14px; text-align: center; }
  .drop.over { background: var(--_tint); border-color: var(--_action); }
  .drop .round { width: 60px; height: 60px; border-radius: 50%; background: var(--_tint); color: var(--_action); display: grid; place-items: center; font-size: 24px; }
  .drop .button { min-width: 220px; }
  .option { display: flex; gap: 14px; align-items: center; padding: 8px 16px; background: var(--_paper); border: 1px solid var(--_line); border-radius: var(--_radius); line-height: 1.4; }
  .option > .icon { color: var(--_info); }
  .card { background: var(--_paper); border: 1px solid var(--_line); border-radius: var(--_radius); padding: 16px 20px; }
  .verdict { display: flex; align-items: center; gap: 18px; padding: 20px; }
  .verdict.passed { background: var(--_action); color: var(--_on); } .verdict.failed { background: var(--_red); color: var(--_paper); } .verdict.open { background: var(--_mark); color: var(--_ink); }
  .verdict h2 { font-size: calc(var(--_text) * 1.6); line-height: 1.25; }
  .verdict .ring { width: 56px; height: 56px; border-radius: 50%; border: 3px solid currentColor; display: grid; place-items: center; flex: none; font-size: 26px; }
  .verdict .icon { stroke-width: 2.8; }
  .indication { margin-left: auto; border: 1px solid currentColor; border-radius: 6px; padding: 3px 10px; font: 14px/1.5 var(--_code); white-space: nowrap; }
  .signers li { display: flex; gap: 12px; align-items: center; padding: 9px 0; border-bottom: 1px solid var(--_line); }
  .check { width: 26px; height: 26px; border-radius: 50%; background: var(--_tint); color: var(--_action); display: grid; place-items: center; flex: none; }
  .check .icon { width: 16px; height: 16px; stroke-width: 2.8; } .check.failed { background: var(--_red-tint); color: var(--_red); } .check.open { background: var(--_mark); color: var(--_wait); }
  .facts { display: grid; grid-template-columns: auto 1fr; gap: 4px 16px; } .facts dt { color: var(--_soft); white-space: nowrap; } .facts dd { min-width: 0; overflow-wrap: anywhere; } dd li + li { margin-top: 4px; }
  .note { display: flex; gap: 10px; padding: 10px 12px; border-radius: var(--_radius); background: var(--_info-tint); font-size: calc(var(--_text) * 0.885); line-height: 1.5; }
  .note .icon { color: var(--_info); margin-top: 2px; } .note.wait { background: var(--_mark); } .note.wait .icon { color: var(--_wait); }
  .compare { display: grid; gap: 20px; } .compare figcaption { display: flex; flex-wrap: wrap; gap: 4px 10px; align-items: center; margin-bottom: 8px; } .compare figcaption .s { flex-basis: 100%; }
  .sheet { border: 1px solid var(--_line); border-radius: 4px; background: #fff; overflow: hidden; } .sheet.now { border: 2px solid var(--_red); } .sheet canvas { display: block; width: 100%; height: auto; }
  table { width: 100%; border-collapse: collapse; } th { text-align: left; font-weight: 400; color: var(--_soft); font-size: 15px; border-bottom: 1.5px solid var(--_soft); } th, td { padding: 6px 12px 6px 0; } td { border-bottom: 1px solid var(--_line); vertical-align: top; overflow-wrap: anywhere; }
  .revisions { display: flex; gap: 3px; overflow-x: auto; } .revisions li { min-width: 76px; line-height: 1.35; } .revisions i { display: block; height: 24px; border-radius: 3px; background: var(--_action); margin-bottom: 4px; }
  .revisions .frozen i { background: var(--_soft); } .revisions .seal i { background: var(--_red); } .revisions .stamp i, .revisions .later i { background: var(--_info); }
  .revisions li[data-covered='false'] i { opacity: 0.5; } .revisions b, .revisions span { display: block; font-size: 14px; overflow-wrap: anywhere; }
  .detail { display: grid; gap: 16px; } .list button { display: flex; gap: 12px; align-items: center; width: 100%; min-height: 60px; padding: 8px 12px; border: 1px solid transparent; border-radius: var(--_radius); background: none; text-align: left; line-height: 1.35; cursor: pointer; }
  .list button[aria-pressed='true'] { background: var(--_paper); border-color: var(--_line); box-shadow: inset 4px 0 var(--_action); }
  .questions { display: grid; gap: 18px 30px; padding: 14px 0; border-block: 1px solid var(--_line); margin-block: 12px; } .questions h3 { display: flex; gap: 8px; align-items: center; margin-bottom: 4px; }
  pre { margin: 8px 0 0; padding: 12px; background: var(--_ground); border-radius: 8px; overflow: auto; max-height: 340px; font: 14px/1.5 var(--_code); }
  .half { display: grid; gap: 12px; }
  @container (min-width: 720px) {
    .body { padding: 24px; } .top { padding-inline: 24px; } .verdict { padding-inline: 24px; }
    .compare { grid-template-columns: 1fr 1fr; } .detail { grid-template-columns: 290px 1fr; align-items: start; } .questions { grid-template-columns: 1fr 1fr; } .half { grid-template-columns: 1fr 1fr; }
  }
  @container (max-width: 719px) { .signers li { flex-wrap: wrap; row-gap: 0; } .signers .grow { flex-basis: 150px; } .signers .num { margin-left: auto; } h2.grow { flex-basis: 100%; } .top { flex-wrap: wrap; } .top .grow, .verdict .grow { flex-basis: 200px; } .verdict { flex-wrap: wrap; gap: 12px; } .indication { margin-left: 0; } .actions .button { width: 100%; } .verdict h2 { font-size: calc(var(--_text) * 1.35); } .verdict .ring { width: 44px; height: 44px; font-size: 20px; } }
`
