// On every page of a build whose links are relative: Starlight's choice of a language sets `location.pathname`, which takes no relative path.
import './page-address.ts';

if (__PAGE_FILE__)
  document.addEventListener(
    'change',
    (event) => {
      const { target } = event;
      if (!(target instanceof HTMLSelectElement) || !target.closest('starlight-lang-select')) return;
      event.stopImmediatePropagation();
      location.href = new URL(target.value, location.href).href;
    },
    true,
  );
