/** The first stop of Tab on every page: past the bar to what the page is about. */
export function SkipLink() {
  const skip = () => {
    const main = document.querySelector('main');
    if (!main) return;
    main.tabIndex = -1;
    main.focus();
  };
  return (
    <button type="button" className="button skip-link" onClick={skip}>
      Skip to the content
    </button>
  );
}
