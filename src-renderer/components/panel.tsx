import { useId, type ReactNode } from "react";
import "./panel.css";

type PanelProps = {
  readonly title: string;
  /** Buttons at the right of the title. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly children: ReactNode;
};

/** A titled part of a screen. */
export function Panel({ title, actions, className, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className={["panel", className].filter(Boolean).join(" ")} aria-labelledby={id}>
      <div className="panel-head">
        <h2 id={id}>{title}</h2>
        {actions && <div className="panel-actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
