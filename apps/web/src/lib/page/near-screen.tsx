import { Suspense, useEffect, useRef, useState, type ReactNode } from 'react';

/** How far below the screen something may be and still be loaded. */
const margin = '0px 0px 300px';

/** Loads what stands further down only once a person comes near it; `fallback` keeps its place until then. */
export function NearScreen({ fallback, children }: { fallback: ReactNode; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  const [isNear, setIsNear] = useState(false);
  useEffect(() => {
    if (isNear || !place.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) setIsNear(true);
      },
      { rootMargin: margin },
    );
    observer.observe(place.current);
    return () => observer.disconnect();
  }, [isNear]);
  return <div ref={place}>{isNear ? <Suspense fallback={fallback}>{children}</Suspense> : fallback}</div>;
}
