#!/bin/sh
# 分 8 片做：sbatch --array=1-8 slurm.sh；再合成：sbatch --dependency=afterok:<上面的作业号> slurm.sh
#SBATCH --job-name=nianbao
#SBATCH --cpus-per-task=2
#SBATCH --mem=2G
#SBATCH --time=02:00:00
DISTRICT=${DISTRICT:-/data/全省}
OUT=${OUT:-/data/输出}
# 退出码 1 是报告里有错误，已写进汇总；2 才是没有做成。
if [ -n "${SLURM_ARRAY_TASK_ID:-}" ]; then
    nianbao batch "$DISTRICT" -o "$OUT" --jobs "${SLURM_CPUS_PER_TASK:-2}" \
        --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT" || [ $? -eq 1 ]
else
    nianbao merge "$DISTRICT" -o "$OUT" || [ $? -eq 1 ]
fi
