import { Plus } from 'lucide-react'
import { Button } from '../kit/button.tsx'
import styles from './fields.module.css'

/** A button that adds one to a list. */
export function AddButton({ children, onClick }: { children: string; onClick: () => void }) {
  return (
    <div className={styles.actions}>
      <Button variant="quiet" icon={<Plus />} onClick={onClick}>
        {children}
      </Button>
    </div>
  )
}
