import { type ReactElement, useEffect, useRef } from 'react';

/** The first page opens where the browser puts the focus; every later one tells where it is. */
let arrived = false;

/** A page's heading: names the tab, and takes the focus when the page has been changed. */
export function PageTitle({ title }: { title: string }): ReactElement {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (arrived) heading.current?.focus();
    arrived = true;
  }, []);
  useEffect(() => {
    document.title = `${title} · Plumbline`;
  }, [title]);
  return (
    <h1 ref={heading} tabIndex={-1}>
      {title}
    </h1>
  );
}
