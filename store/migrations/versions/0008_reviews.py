"""Reviews: what the office made of a question that got no answer."""

import sqlalchemy as sa
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('question') as batch_op:
        batch_op.add_column(sa.Column('reviewed_as', sa.Enum('answered', 'put_aside', name='reviewed_as', native_enum=False, create_constraint=True, length=16), nullable=True))
        batch_op.add_column(sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table('question') as batch_op:
        batch_op.drop_constraint(op.f('ck_question_reviewed_as'), type_='check')
        batch_op.drop_column('reviewed_at')
        batch_op.drop_column('reviewed_as')
