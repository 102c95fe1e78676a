import uplot from 'uplot/dist/uPlot.min.css?inline';
import chart from './chart/chart.css?inline';
import editor from './editor/editor.css?inline';
import files from './files/files.css?inline';
import forcedColors from './forced-colors.css?inline';
import history from './history/history.css?inline';
import share from './share/share.css?inline';
import layout from './layout/layout.css?inline';
import cache from './panels/cache.css?inline';
import dialog from './panels/dialog.css?inline';
import logs from './panels/logs.css?inline';
import verdict from './panels/verdict.css?inline';
import place from './place/place.css?inline';
import terminal from './terminal/terminal.css?inline';
import workbench from './workbench.css?inline';

/** The parts' styles build on the workbench's own. */
const styles = [
  uplot,
  workbench,
  layout,
  editor,
  files,
  chart,
  verdict,
  cache,
  logs,
  dialog,
  history,
  share,
  place,
  terminal,
  forcedColors,
];
let adopted = false;

/** Gives the page the styles of opened sandboxes: as text, since a page would load a style sheet that a script imports before it is opened. */
export function adoptStyles(): void {
  if (adopted) return;
  adopted = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles.join('\n'));
  document.adoptedStyleSheets.push(sheet);
}
