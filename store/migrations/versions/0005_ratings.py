"""Ratings: whether an answer helped, and which entry a question was answered with."""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        'question', sa.Column('entry_key', sa.String(), nullable=False, server_default='')
    )
    op.create_table('question_rating',
    sa.Column('question_id', sa.Integer(), nullable=False),
    sa.Column('rater', sa.String(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('is_helpful', sa.Boolean(), nullable=False),
    sa.Column('rated_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_question_rating_municipality_municipality')),
    sa.ForeignKeyConstraint(['question_id'], ['question.id'], name=op.f('fk_question_rating_question_id_question')),
    sa.PrimaryKeyConstraint('question_id', 'rater', name=op.f('pk_question_rating'))
    )


def downgrade() -> None:
    op.drop_table('question_rating')
    op.drop_column('question', 'entry_key')
